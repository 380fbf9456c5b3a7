import type { Observable, SchedulerLike } from 'rxjs';
import type { RunHelpers } from 'rxjs/testing';
import type { Pipeline } from '../pipeline.js';
import type { Run } from '../run/active-run.js';
import type { RunOptions } from '../run/run.js';
import type { Plan } from './plans.js';

/** How a pipeline is run in virtual time. */
export interface VirtualRunOptions extends RunOptions {
  /** Which one, if not the test's own. */
  readonly pipeline?: Pipeline;
  /** @default 2 */
  readonly threads?: number;
  /** @default 2 */
  readonly processes?: number;
}

/** A source of marbles, and when it was subscribed to: for `expectSubscriptions`. */
export interface Marbles<T> extends Observable<T> {
  /** Since when, and until when, each of them was there. */
  readonly subscriptions: Parameters<RunHelpers['expectSubscriptions']>[0];
}

/**
 * What a test in virtual time works with. Marbles are those of RxJS, a frame is a millisecond. They are
 * drawn before the test's first `await`, and compared when time has run out.
 */
export interface Virtual extends Pick<RunHelpers, 'time' | 'expectSubscriptions'> {
  /** A source whose marbles begin when it is subscribed to. A letter stands for itself, or for its value. */
  cold<T = string>(
    marbles: string,
    values?: Readonly<Record<string, T>>,
    error?: unknown,
  ): Marbles<NoInfer<T>>;
  /** A source whose marbles come whether or not it is subscribed to. */
  hot<T = string>(
    marbles: string,
    values?: Readonly<Record<string, T>>,
    error?: unknown,
  ): Marbles<NoInfer<T>>;
  /**
   * Expects marbles of a queue, or any Observable. The error of a `#` is expected by some of its fields, as in
   * `toBe('--#', undefined, { code: 'task-failed' })`.
   */
  expectObservable: RunHelpers['expectObservable'];
  /** An empty pipeline to declare on. It runs when the test has returned, or come to its first `await`. */
  readonly pipeline: Pipeline;
  /** Runs a pipeline now: the test's own, or another one. */
  run(options?: VirtualRunOptions): Run;
  /** A promise of `value`, kept so many virtual milliseconds after the call, from 0. */
  later(ms: number): Promise<void>;
  /** A promise of `value`, kept so many virtual milliseconds after the call, from 0. */
  later<T>(ms: number, value: T): Promise<T>;
  /** Calls `work` at `ms` virtual milliseconds, from 0, with the run that was begun first. */
  during(ms: number, work: (run: Run) => void): void;
  /**
   * Says what becomes of the calls of a task, in runs that begin after this.
   *
   * @throws `PipelineError` `invalid-argument`
   */
  calls<In>(task: ((item: In) => unknown) | string, plan: Plan<In>): void;
  /** Time stands still until `promise` settles: that of a file being read, say. */
  real<T>(promise: PromiseLike<T>): Promise<T>;
  /** For RxJS's operators and creators that take time: `interval(10, scheduler)`. */
  readonly scheduler: SchedulerLike;
}
