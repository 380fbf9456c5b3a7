import { interval } from 'rxjs';
import { TestScheduler, type RunHelpers } from 'rxjs/testing';
import { expect } from '@jest/globals';
import { Pipeline } from '../lib/index.js';
import { begin } from '../lib/run/run.js';
import type { Run } from '../lib/index.js';
import type { Clock } from '../lib/flow/clock.js';

/** What a marble spec works with. */
export interface Virtual extends RunHelpers {
  /** The pipeline under test; it runs, in virtual time, when the spec's function has returned. */
  readonly pipeline: Pipeline;
  /** A promise of `value`, kept `ms` virtual milliseconds after the call. */
  later<T>(ms: number, value: T): Promise<T>;
  /** Calls `work` with the run when it has begun, at `frame` virtual milliseconds. */
  during(frame: number, work: (run: Run) => void): void;
}

/** Declares, runs and checks a pipeline in virtual time: a frame is a millisecond, nothing sleeps. */
export function virtually(spec: (virtual: Virtual) => void): void {
  const scheduler = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
  const clock: Clock = {
    now: () => scheduler.now(),
    soon: (work) => void scheduler.schedule(work, 0),
    yield: (work) => void scheduler.schedule(work, 0),
    after: (ms, work) => {
      const action = scheduler.schedule(work, ms);
      return () => action.unsubscribe();
    },
    every: (ms, work) => {
      const subscription = interval(ms, scheduler).subscribe(work);
      return () => subscription.unsubscribe();
    },
    worked: () => 0,
  };
  scheduler.run((helpers) => {
    const pipeline = new Pipeline();
    let run: Run | undefined;
    spec({
      ...helpers,
      pipeline,
      later: (ms, value) => new Later(clock, ms, value),
      during: (frame, work) => void scheduler.schedule(() => work(run!), frame),
    });
    run = begin(pipeline.graph, false, {}, clock);
    run.catch(() => {}); // the outputs tell, as marbles
  });
}

/** A promise kept by the virtual clock, without a microtask. */
class Later<T> extends Promise<T> {
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }
  readonly #clock: Clock;
  readonly #ms: number;
  readonly #value: T;

  constructor(clock: Clock, ms: number, value: T) {
    super(() => {});
    this.#clock = clock;
    this.#ms = ms;
    this.#value = value;
  }

  // oxlint-disable-next-line no-thenable -- a promise's own `then`, on another clock
  override then(kept?: ((value: T) => any) | null): Promise<any> {
    this.#clock.after(this.#ms, () => kept?.(this.#value));
    return this;
  }
}
