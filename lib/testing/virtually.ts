import { deepStrictEqual } from 'node:assert';
import type { RunHelpers } from 'rxjs/testing';
import { checkDuration, checkFunction, checkKeys } from '../arguments.js';
import { drawnLate, stuck } from '../errors/testing.js';
import { Pipeline } from '../pipeline.js';
import type { Assert } from './expectations.js';
import { Plans } from './plans.js';
import { Runs } from './runs.js';
import { schedulerOf } from './scheduler.js';
import type { Virtual } from './virtual.js';
import { VirtualTime } from './virtual-time.js';

/** How a test in virtual time is judged. */
export interface VirtuallyOptions {
  /**
   * Compares what marbles expect with what came; throws when they differ.
   *
   * @default `deepStrictEqual` of `node:assert`
   * @example
   * import { deepEqual } from 'node:assert'; // loosely
   * import { virtually, type Virtual } from 'skorche/testing';
   *
   * const test = ({ cold, expectObservable, pipeline }: Virtual) => {
   *   expectObservable(pipeline.queue({ from: cold('a|', { a: 1 }) })).toBe('a|', { a: '1' });
   * };
   * await virtually(test, { assert: deepEqual });
   */
  readonly assert?: (actual: unknown, expected: unknown) => void;
}

/**
 * Runs a pipeline in virtual time, where nothing waits: delays, timeouts, retries and `maxWait` take no
 * time, and are exact to the millisecond. Tasks may be asynchronous functions; those of `threads` and
 * `processes` run on this thread, as if they were in workers.
 *
 * Time passes when nothing else can happen, until nothing is left to wait for. Resolves then with what the test
 * returned. Rejects when the test does, when marbles expected something else, when the test waits for what can't
 * happen any more, when a planned call was not made, and when the run failed and no marbles tell of it, unless
 * the test began it.
 *
 * @example
 * import { virtually } from 'skorche/testing';
 *
 * const double = async (n: number) => n * 2;
 * await virtually(({ calls, cold, expectObservable, pipeline }) => {
 *   const inputs = pipeline.queue({ from: cold('a-b|', { a: 1, b: 2 }) });
 *   expectObservable(map(double, inputs, { retry: { count: 1, delay: 3 } })).toBe('a----(b|)', { a: 2, b: 4 });
 *   calls(double, { 2: new Error('busy') });
 * });
 *
 * @throws `PipelineError` `invalid-argument`
 */
export async function virtually<T>(
  test: (virtual: Virtual) => T,
  options: VirtuallyOptions = {},
): Promise<Awaited<T>> {
  checkFunction('virtually', 'test', test);
  checkKeys('virtually', options, ['assert']);
  const { assert = deepStrictEqual as Assert } = options;
  checkFunction('virtually', 'assert', assert);
  const time = new VirtualTime();
  const plans = new Plans(time);
  const runs = new Runs(time, plans, new Pipeline({ name: 'virtual' }));
  try {
    const testing = time.draw((marbles) => {
      const returned = test(tools(time, plans, runs, marbles));
      runs.beginUnlessBegun();
      return returned;
    });
    const tested = follow(Promise.resolve(testing));
    await time.pass(
      () => tested.isBroken,
      () => runs.explain(),
    );
    if (!tested.isSettled) throw stuck(time.frame, runs.explain());
    const result = await testing;
    if (!time.expectations.tellOfError) runs.check();
    runs.checkExpected();
    time.expectations.check(assert);
    plans.check();
    return result;
  } finally {
    await runs.end();
  }
}

/** What the test works with. */
function tools(time: VirtualTime, plans: Plans, runs: Runs, { cold, hot, ...marbles }: RunHelpers): Virtual {
  let isDrawing = true;
  queueMicrotask(() => (isDrawing = false));
  const early = <F extends (...args: any[]) => any>(name: string, draw: F): F =>
    ((...args) => {
      if (isDrawing) return draw(...args);
      throw drawnLate(name);
    }) as F;
  return {
    cold: early('cold', cold),
    hot: early('hot', hot),
    time: early('time', marbles.time),
    expectObservable: early('expectObservable', (observable, subscription) => {
      runs.expects(observable);
      return marbles.expectObservable(observable, subscription);
    }),
    expectSubscriptions: early('expectSubscriptions', marbles.expectSubscriptions),
    pipeline: runs.pipeline,
    run: (options) => runs.begin(options),
    later: (ms: number, value?: any): Promise<any> => {
      checkDuration('later', 'ms', ms, 0);
      return time.later(ms, value);
    },
    during: (ms, work) => {
      checkDuration('during', 'ms', ms, 0);
      checkFunction('during', 'work', work);
      time.after(ms - time.frame, () => work(runs.first));
    },
    calls: (task, plan) => plans.add(task, plan),
    real: (promise) => time.real(promise),
    scheduler: schedulerOf(time),
  };
}

/** Whether a promise has settled, and whether it was broken. */
function follow(promise: Promise<unknown>): { isSettled: boolean; isBroken: boolean } {
  const state = { isSettled: false, isBroken: false };
  promise.then(
    () => (state.isSettled = true),
    () => (state.isSettled = state.isBroken = true),
  );
  return state;
}
