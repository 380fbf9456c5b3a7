import type { TaskError } from '../../errors.js';

/**
 * An item that a task has failed on, after its last attempt: what a failure queue holds.
 *
 * @example
 * import type { Failure } from 'skorche';
 *
 * const problems = queue<Failure<string>>();
 * map((text) => JSON.parse(text), queue({ from: ['oops'] }), { onError: problems });
 * await run();
 * problems.flush().map(({ item, attempts }) => [item, attempts]); // => [['oops', 1]]
 */
export interface Failure<T> {
  /** What it failed on. */
  readonly item: T;
  /** Why: its `cause` is what the function threw. */
  readonly error: TaskError;
  /** The task's label. */
  readonly task: string;
  /** Calls made with the item, from 1. */
  readonly attempts: number;
}
