import { expect, it } from '@jest/globals';
import type { ErrorCode, Queue } from '../lib/index.js';
import { virtually, type Virtual } from './virtual.js';

/** A line of marbles for all outputs, or one for each. */
type Lines = string | readonly string[];

interface Row {
  readonly source: string;
  readonly expected: Lines;
}

/** How an op goes through the rows that every op goes through; nothing in and never an end are alike for all. */
export interface Rows<T> {
  /** Puts the op behind `queue`; gives the queue or queues to look at. */
  readonly op: (queue: Queue<T>) => Queue<unknown> | readonly Queue<unknown>[];
  /** What the marbles stand for, where not for themselves. */
  readonly marbles?: Readonly<Record<string, any>>;
  readonly values: Row;
  /** The source errors: what is begun is let go, and the output tells. */
  readonly error: Row;
  /** All who look at the output leave: it is given up, and the source is left at once, or when `subscribed` says. */
  readonly leave: Row & { readonly until: string; readonly subscribed?: string };
  readonly synchronous: { readonly source: readonly T[]; readonly expected: Lines };
}

/** The rows: values, empty, never, error, early unsubscribe, synchronous source. */
export function rows<T>({ op, marbles, values, error, leave, synchronous }: Rows<T>): void {
  const sourceFailed = expect.objectContaining({ code: 'source-failed', cause: 'error' });

  /** Runs the op behind `from`; expects marbles at each of its outputs. */
  function look(virtual: Virtual, from: any, expected: Lines, until?: string): void {
    const outputs = [op(virtual.pipeline.queue<T>({ from }))].flat() as Queue<unknown>[];
    outputs.forEach((output, i) => {
      const line = typeof expected === 'string' ? expected : expected[i]!;
      virtual.expectObservable(output, until).toBe(line, marbles, sourceFailed);
    });
  }

  it('passes values on as they come', async () => {
    await virtually((virtual) => look(virtual, virtual.cold(values.source, marbles), values.expected));
  });

  it.each(['|', '---|'])('ends with a source that gives nothing: %s', async (source) => {
    await virtually((virtual) => look(virtual, virtual.cold(source), source));
  });

  it('goes on for ever with a source that never ends', async () => {
    await virtually((virtual) => look(virtual, virtual.cold('--'), '--'));
  });

  it('errors with a source that errors, naming the cause', async () => {
    await virtually((virtual) => look(virtual, virtual.cold(error.source, marbles), error.expected));
  });

  it('leaves its source when nobody wants its results any more', async () => {
    await virtually((virtual) => {
      const source = virtual.cold(leave.source, marbles);
      look(virtual, source, leave.expected, leave.until);
      const subscribed = leave.subscribed ?? leave.until.replace('-', '^');
      virtual.expectSubscriptions(source.subscriptions).toBe(subscribed);
    });
  });

  it('takes a synchronous source', async () => {
    await virtually((virtual) => look(virtual, synchronous.source, synchronous.expected));
  });
}

/** One row more for an op that calls a function of the user's: it throws. */
export function throwingRow(
  op: (fn: () => never, queue: Queue<string>) => Queue<unknown> | readonly Queue<unknown>[],
  told: { readonly code: ErrorCode; readonly task: string },
): void {
  it('fails the run when its function throws, telling where, on what and why', async () => {
    await virtually(({ cold, expectObservable, expectSubscriptions, pipeline }) => {
      const source = cold(' --a-b-|');
      const expected = '    --#';
      const subscribed = '  ^-!';
      const cause = new Error('no');
      const breaks = (): never => {
        throw cause;
      };
      const error = expect.objectContaining({ ...told, item: 'a', attempts: 1, cause });
      const outputs = [op(breaks, pipeline.queue({ from: source }))].flat() as Queue<unknown>[];
      for (const output of outputs) expectObservable(output).toBe(expected, undefined, error);
      expectSubscriptions(source.subscriptions).toBe(subscribed);
    });
  });
}
