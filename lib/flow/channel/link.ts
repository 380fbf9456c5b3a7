import type { Account } from '../account.js';

/** What a line needs of a channel: what goes on with its items, and whether there is room for them. */
export interface Onward {
  /** What takes its items on as a part of a line, as long as none is shown, kept or waits here. */
  readonly link: Link | undefined;
  readonly isReady: boolean;
  /** Items that came in. */
  entered: number;
  next(item: unknown): void;
}

/** One call of a line. All are of one shape, whatever makes them, so that the loop needs no more than one. */
export interface Step {
  /** Gives the item that goes on; or whether it goes on, where it is a filter's. */
  readonly fn: (item: any) => unknown;
  readonly input: Onward;
  readonly output: Onward;
  /** Of a filter: where to count what goes no further. */
  readonly sieve: Account | undefined;
  readonly link: Link;
}

/** What can be a part of a line: a quick task on this thread, a filter. */
export interface Link {
  readonly step: Step;
  /** Whether its calls are made in the turn of another; `coming` items have come already that it has not had yet. */
  mayHelp(coming?: number): boolean;
  /** A call has thrown. */
  threw(item: unknown, error: unknown): void;
  /** A call has given a promise. */
  promised(item: unknown, result: PromiseLike<unknown>): void;
}
