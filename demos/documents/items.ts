import type { Failure } from 'skorche';

/**
 * What flows through the pipeline: plain objects of strings, numbers and bytes, which can cross into
 * a worker thread as they are.
 */
export interface Archive {
  readonly kind: 'archive';
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A file out of an archive. `name` is its path there; nothing is ever written under it. */
interface Member {
  readonly name: string;
  readonly archive: string;
}

export interface Picture extends Member {
  readonly kind: 'picture';
  readonly bytes: Uint8Array;
}

export interface Document extends Member {
  readonly kind: 'document';
  readonly bytes: Uint8Array;
}

export interface Thumbnail extends Member {
  readonly kind: 'thumbnail';
  /** Of the picture, in pixels. */
  readonly width: number;
  readonly height: number;
  /** WebP. */
  readonly bytes: Uint8Array;
}

/** A document that could be read, without its markup. */
export interface Text extends Member {
  readonly kind: 'text';
  readonly title: string;
  readonly text: string;
}

export interface Indexed extends Member {
  readonly kind: 'indexed';
  readonly title: string;
  readonly words: number;
  /** The most frequent ones, the first most of all. */
  readonly terms: readonly { readonly term: string; readonly count: number }[];
}

/** Something that went wrong, and stops nothing else: it travels on with the results. */
export interface Problem {
  readonly kind: 'problem';
  readonly name: string;
  readonly reason: string;
}

export function isProblem(item: { readonly kind: string }): item is Problem {
  return item.kind === 'problem';
}

export function isPicture(file: Picture | Document): file is Picture {
  return file.kind === 'picture';
}

export function hasWords({ text }: Text): boolean {
  return /\p{L}/u.test(text);
}

/** How a file of an archive is called where it stands alone. */
export function fullName({ archive, name }: Member): string {
  return `${archive}: ${name}`;
}

/** What a task may fail on as a whole. */
export type Fallible = string | Archive | Document;

/** An item that a task failed on, as a problem. */
export function problemOf({ item, error }: Failure<Fallible>): Problem {
  return problem(nameOf(item), error.cause);
}

function nameOf(item: Fallible): string {
  if (typeof item === 'string') return item;
  return item.kind === 'archive' ? item.name : fullName(item);
}

/** `error` may be anything thrown, or the reason in words. */
export function problem(name: string, error: unknown): Problem {
  return { kind: 'problem', name, reason: reasonOf(error) };
}

/** On one line, with the cause: that a fetch failed says little without it. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  const cause = error.cause === undefined ? '' : ` (${reasonOf(error.cause)})`;
  return (error.message || code || error.name).replaceAll(/\s+/g, ' ').trim() + cause;
}
