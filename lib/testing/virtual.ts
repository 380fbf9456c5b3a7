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
  /** Workers that stand for threads, from 1. They run on the test's own thread. @default 2 */
  readonly threads?: number;
  /** Workers that stand for processes, from 1. They run on the test's own thread. @default 2 */
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
  /**
   * A source whose marbles begin when it is subscribed to. A letter stands for itself, or for its value.
   *
   * @example
   * import { virtually } from 'skorche/testing';
   *
   * await virtually(({ cold, expectObservable, pipeline }) => {
   *   const numbers = pipeline.queue({ from: cold('a-b|', { a: 1, b: 2 }) });
   *   expectObservable(numbers).toBe('a-b|', { a: 1, b: 2 });
   * });
   *
   * @throws `PipelineError` `invalid-argument` after the test's first `await`
   */
  cold<T = string>(
    marbles: string,
    values?: Readonly<Record<string, T>>,
    error?: unknown,
  ): Marbles<NoInfer<T>>;
  /**
   * A source whose marbles come whether or not it is subscribed to.
   *
   * @example
   * import { virtually } from 'skorche/testing';
   *
   * await virtually(({ expectObservable, hot, pipeline }) => {
   *   const letters = pipeline.queue({ from: hot('--a--b|') });
   *   expectObservable(letters).toBe('--a--b|');
   * });
   *
   * @throws `PipelineError` `invalid-argument` after the test's first `await`
   */
  hot<T = string>(
    marbles: string,
    values?: Readonly<Record<string, T>>,
    error?: unknown,
  ): Marbles<NoInfer<T>>;
  /**
   * Expects marbles of a queue, or any Observable. The error of a `#` is expected by some of its fields, as in
   * `toBe('--#', undefined, { code: 'task-failed' })`. The queue's pipeline is to be run in the test.
   *
   * @example
   * import { virtually } from 'skorche/testing';
   *
   * await virtually(({ cold, expectObservable, pipeline }) => {
   *   const parsed = map((text) => JSON.parse(text), pipeline.queue({ from: cold('--a|', { a: 'oops' }) }));
   *   expectObservable(parsed).toBe('--#', undefined, { code: 'task-failed', item: 'oops' });
   * });
   *
   * @throws `PipelineError` `invalid-argument` after the test's first `await`
   */
  expectObservable: RunHelpers['expectObservable'];
  /**
   * An empty pipeline to declare on. It runs when the test has returned, or come to its first `await`, unless
   * the test runs one itself.
   */
  readonly pipeline: Pipeline;
  /**
   * Runs a pipeline now: the test's own, or another one. Rejects as {@link Pipeline.run} does.
   *
   * @example
   * import { virtually } from 'skorche/testing';
   *
   * const duration = await virtually(async ({ later, pipeline, run }) => {
   *   sink((n) => later(60_000, n), pipeline.queue({ from: [1, 2] }));
   *   return (await run()).duration;
   * });
   * duration; // => 120_000
   *
   * @throws `PipelineError` `invalid-argument` when `calls` has named a task that there is not, and when nothing is
   * declared on the test's own pipeline and no other is given
   */
  run(options?: VirtualRunOptions): Run;
  /** A promise that is kept so many virtual milliseconds after the call, from 0. */
  later(ms: number): Promise<void>;
  /**
   * A promise of `value`, kept so many virtual milliseconds after the call, from 0.
   *
   * @example
   * import { virtually } from 'skorche/testing';
   *
   * await virtually(({ cold, expectObservable, later, pipeline }) => {
   *   const letters = map((letter) => later(3, letter), pipeline.queue({ from: cold('a---b|') }));
   *   expectObservable(letters).toBe('---a---(b|)');
   * });
   *
   * @throws `PipelineError` `invalid-argument`
   */
  later<T>(ms: number, value: T): Promise<T>;
  /**
   * Calls `work` at `ms` virtual milliseconds, from 0, with the run that was begun first.
   *
   * @example
   * import { virtually } from 'skorche/testing';
   *
   * await virtually(({ cold, during, expectObservable, pipeline }) => {
   *   expectObservable(pipeline.queue({ from: cold('a-b-c-d') })).toBe('a-b|');
   *   during(3, (run) => run.stop());
   * });
   *
   * @throws `PipelineError` `invalid-argument`
   */
  during(ms: number, work: (run: Run) => void): void;
  /**
   * Says what becomes of the calls of a task, in runs that begin after this. A task is named by itself, by its
   * function if that runs on this thread, or by what reports call it.
   *
   * @example
   * import { virtually } from 'skorche/testing';
   *
   * const same = async (letter: string) => letter;
   * await virtually(({ calls, cold, expectObservable, pipeline }) => {
   *   calls(same, { 1: 'hang', 2: 3 });
   *   const letters = map(same, pipeline.queue({ from: cold('a|') }), { retry: 1, timeout: 5 });
   *   expectObservable(letters).toBe('--------(a|)');
   * });
   *
   * @throws `PipelineError` `invalid-argument`
   */
  calls<In>(task: ((item: In) => unknown) | string, plan: Plan<In>): void;
  /**
   * Time stands still until `promise` settles: that of a file being read, say.
   *
   * @example
   * import { virtually } from 'skorche/testing';
   *
   * import { readFile } from 'node:fs/promises';
   *
   * await virtually(({ cold, expectObservable, pipeline, real }) => {
   *   const files = pipeline.queue({ from: cold('a-b|', { a: 'package.json', b: 'README.md' }) });
   *   const found = map(async (file) => (await real(readFile(file))).length > 0, files);
   *   expectObservable(found).toBe('a-b|', { a: true, b: true });
   * });
   */
  real<T>(promise: PromiseLike<T>): Promise<T>;
  /**
   * For RxJS's operators and creators that take time.
   *
   * @example
   * import { virtually } from 'skorche/testing';
   *
   * import { interval, take } from 'rxjs';
   *
   * await virtually(({ expectObservable, pipeline, scheduler }) => {
   *   const ticks = pipeline.queue({ from: interval(3, scheduler).pipe(take(2)) });
   *   expectObservable(ticks).toBe('---a--(b|)', { a: 0, b: 1 });
   * });
   */
  readonly scheduler: SchedulerLike;
}
