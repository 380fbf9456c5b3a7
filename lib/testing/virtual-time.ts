import { AssertionError } from 'node:assert';
import { setImmediate as turn } from 'node:timers/promises';
import { TestScheduler, type RunHelpers } from 'rxjs/testing';
import type { Clock } from '../flow/clock.js';
import { Expectations } from './expectations.js';

/** Most times that time may pass: what still goes on then goes on for ever. */
const MOST_STEPS = 100_000;
/** Most looks at the clock while it stands still. */
const MOST_LOOKS = 1_000_000;

/**
 * The clock of runs under test: RxJS's `TestScheduler`, taken one frame after the other. A frame is a
 * millisecond; it is over when nothing more is due in it and no microtask is left. So asynchronous
 * functions run as they do elsewhere, and only waiting costs no time.
 */
export class VirtualTime implements Clock {
  readonly expectations = new Expectations();
  readonly #scheduler = new TestScheduler((actual, expected) => this.expectations.add(actual, expected));
  /** What holds time up, and what goes on only as long as something else does. */
  #held = 0;
  #background = 0;
  #looks = 0;
  #looked = 0;

  /** Milliseconds that have passed. */
  get frame(): number {
    return this.#scheduler.frame;
  }

  now(): number {
    const { frame } = this;
    if (frame !== this.#looked) this.#looks = 0;
    this.#looked = frame;
    if (++this.#looks > MOST_LOOKS) {
      this.#looks = 0;
      throw new AssertionError({
        message: `at ${frame} ms: a source gives items without end and in no time`,
      });
    }
    return frame;
  }

  soon(work: () => void): void {
    queueMicrotask(work);
  }

  yield(work: () => void): void {
    this.after(0, work);
  }

  after(ms: number, work: () => void): () => void {
    const action = this.#scheduler.schedule(() => work(), ms);
    return () => action.unsubscribe();
  }

  every(ms: number, work: () => void): () => void {
    let callOff: () => void;
    const again = (): void => {
      callOff = this.after(ms, again);
      work();
    };
    this.#background++;
    callOff = this.after(ms, again);
    return () => {
      this.#background--;
      callOff();
    };
  }

  worked(): number {
    return 0;
  }

  /** A promise kept after `ms` milliseconds. */
  later<T>(ms: number, value: T): Promise<T> {
    return new Promise((resolve) => this.after(ms, () => resolve(value)));
  }

  /** Holds time up until `promise` settles. */
  async real<T>(promise: PromiseLike<T>): Promise<T> {
    this.#held++;
    try {
      return await promise;
    } finally {
      this.#held--;
    }
  }

  /** Calls `draw` with what marbles are drawn with; nothing happens yet. */
  draw<T>(draw: (marbles: RunHelpers) => T): T {
    const scheduler = this.#scheduler;
    return scheduler.run((marbles) => {
      try {
        return draw(marbles);
      } finally {
        scheduler.maxFrames = -1;
      }
    });
  }

  /** Lets time pass until nothing more can happen, or `isOver` says so. */
  async pass(isOver: () => boolean, explain: () => string): Promise<void> {
    const scheduler = this.#scheduler;
    for (let steps = 0; ;) {
      await turn(); // every microtask has had its turn
      if (isOver()) return;
      if (this.#held > 0) continue;
      if (scheduler.actions.length <= this.#background) return;
      scheduler.maxFrames = scheduler.actions[0]!.delay;
      scheduler.flush();
      if (++steps > MOST_STEPS) {
        throw new AssertionError({
          message: `at ${this.frame} ms: there is no end of what goes on.\n${explain()}`,
        });
      }
    }
  }
}
