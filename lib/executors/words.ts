import type { Extras } from './values/seal.js';

// What a program and its workers say to each other, beside what users' functions may send.

/** A call of something that a worker offers; without an id above 0, nobody waits for its answer. */
export interface Asked {
  readonly id: number;
  readonly name: 'open' | 'run' | 'abort' | 'raise';
  readonly value?: unknown;
}

/** The answer to a call; an error that is about to end the process; a signal that it was sent. */
export type Told =
  | { readonly answer: number; readonly value: unknown }
  | ({ readonly uncaught: unknown } & Extras)
  | { readonly signal: NodeJS.Signals };

/** Around what is ours. */
export interface Letter<Words> {
  readonly skorche: Words;
}

export function isLetter<Words>(message: unknown): message is Letter<Words> {
  return typeof message === 'object' && message !== null && 'skorche' in message;
}
