import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';

/**
 * What the API reference says of every public function, class and method. That all public names have a
 * comment, and that links lead somewhere, typedoc itself checks; that examples work, `examples.spec.ts`.
 */
interface Part {
  readonly kind: string;
  readonly text: string;
  /** Of a link: the id of what it leads to. */
  readonly target?: unknown;
}

interface Comment {
  readonly summary: readonly Part[];
  readonly blockTags?: readonly { readonly tag: string; readonly content: readonly Part[] }[];
}

/** What typedoc writes of one name, as far as it is read here. */
interface Reflection {
  readonly id: number;
  readonly name: string;
  readonly kind: number;
  readonly children?: readonly Reflection[];
  readonly signatures?: readonly Reflection[];
  readonly comment?: Comment;
  readonly type?: {
    readonly type: string;
    readonly types?: readonly { readonly value?: unknown }[];
    readonly declaration?: Reflection;
  };
}

/** A public name, and the comments of its signatures. */
interface Entry {
  readonly id: number;
  readonly name: string;
  readonly isMethod: boolean;
  readonly comments: readonly Comment[];
}

const KINDS = { function: 64, class: 128, property: 1024, method: 2048 };

const root = resolve(import.meta.dirname, '..');
let entries: Entry[];
let codes: string[];

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'skorche-reference-'));
  try {
    const typedoc = join(root, 'node_modules', 'typedoc', 'bin', 'typedoc');
    const file = join(folder, 'reference.json');
    const hasty = ['--skipErrorChecking', '--validation', 'false', '--logLevel', 'Error'];
    await promisify(execFile)(process.execPath, [typedoc, '--json', file, ...hasty], { cwd: root });
    const project = JSON.parse(readFileSync(file, 'utf8')) as Reflection;
    entries = entriesOf(project);
    codes = codesOf(project);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 120_000);

function entriesOf(parent: Reflection, path = ''): Entry[] {
  return (parent.children ?? []).flatMap((child) => {
    const name = `${path}${child.name}`;
    const inner = entriesOf(child, `${name}.`);
    if (!isCallable(child)) return inner;
    const comments = [child, ...(child.signatures ?? [])].flatMap(({ comment }) => comment ?? []);
    return [{ id: child.id, name, isMethod: child.kind === KINDS.method, comments }, ...inner];
  });
}

function isCallable({ kind, type }: Reflection): boolean {
  if (kind === KINDS.property) return type?.declaration?.signatures !== undefined;
  return kind === KINDS.function || kind === KINDS.class || kind === KINDS.method;
}

function codesOf(project: Reflection): string[] {
  const index = project.children!.find(({ name }) => name === 'index')!;
  const { type } = index.children!.find(({ name }) => name === 'ErrorCode')!;
  return type!.types!.map(({ value }) => String(value));
}

function tagsOf({ comments }: Entry, tag: string): string[] {
  const tags = comments.flatMap(({ blockTags = [] }) => blockTags.filter((one) => one.tag === tag));
  return tags.map(({ content }) => textOf(content));
}

function textOf(parts: readonly Part[]): string {
  return parts.map(({ text }) => text).join('');
}

/** What a method says that it is the same as: the ids. */
function twinsOf({ isMethod, comments }: Entry): unknown[] {
  if (!isMethod) return [];
  return comments.flatMap(({ summary }) =>
    summary
      .filter((_part, i) => /\bthe same as $/i.test(summary[i - 1]?.text ?? ''))
      .map(({ target }) => target),
  );
}

/** Codes that a text names. */
function codesIn(text: string): string[] {
  return codes.filter((code) => text.includes(`\`${code}\``));
}

/** Codes that a summary names, but for those that runs, and items, fail with later. */
function codesTold({ comments }: Entry): string[] {
  const sentences = comments.flatMap(({ summary }) => textOf(summary).split(/(?<=\.)\s/));
  return sentences.filter((sentence) => !/\bfails\b/i.test(sentence)).flatMap(codesIn);
}

describe('the reference', () => {
  it('knows the functions, classes and methods of every entry point', () => {
    const names = entries.map(({ name }) => name);
    for (const name of ['index.map', 'index.Queue', 'index.Queue.put', 'index.Run.stop', 'index.run'])
      expect(names).toContain(name);
    for (const name of ['otel.observeRun', 'progress.Progress.line', 'testing.Virtual.expectObservable'])
      expect(names).toContain(name);
  });

  it('has an example of each, or names the method that it is the same as', () => {
    const shown = entries.filter((entry) => tagsOf(entry, '@example').length > 0);
    const ids = new Set<unknown>(shown.map(({ id }) => id));
    const bare = entries.filter(({ id }) => !ids.has(id));
    const lacking = bare.filter((entry) => !twinsOf(entry).some((id) => ids.has(id)));
    expect(lacking.map(({ name }) => name)).toEqual([]);
  });

  it('says by @throws which codes are thrown, or rejected with', () => {
    const lacking = entries.flatMap((entry) => {
      const thrown = new Set(tagsOf(entry, '@throws').flatMap(codesIn));
      return codesTold(entry)
        .filter((code) => !thrown.has(code))
        .map((code) => `${entry.name}: ${code}`);
    });
    expect(lacking).toEqual([]);
  });

  it('names a code in every @throws', () => {
    const throwing = entries.filter((entry) => tagsOf(entry, '@throws').length > 0);
    const vague = throwing.filter((entry) =>
      tagsOf(entry, '@throws').some((text) => codesIn(text).length === 0),
    );
    expect(vague.map(({ name }) => name)).toEqual([]);
    expect(throwing.length).toBeGreaterThan(20);
  });
});
