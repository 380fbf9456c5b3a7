import { setImmediate as nextRound } from 'node:timers/promises';
import { TestScheduler, type RunHelpers } from 'rxjs/testing';
import type { Clock } from '../clock.js';
import { endless, tooManyAtOnce } from '../errors/testing.js';
import { Expectations } from './expectations.js';

/** Most steps that time may take to other moments, and most rounds of the event loop at one of them. */
const MOST_STEPS = 50_000;
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
  /** Promises for which time stands still, and what goes on only as long as something else does. */
  #awaited = 0;
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
      throw tooManyAtOnce(frame);
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
    this.#awaited++;
    try {
      return await promise;
    } finally {
      this.#awaited--;
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
    for (let steps = 0, rounds = 0; ;) {
      await nextRound(); // no microtask is left
      if (isOver()) return;
      if (this.#awaited > 0) continue;
      if (scheduler.actions.length <= this.#background) return;
      const { delay } = scheduler.actions[0]!;
      rounds = delay > this.frame ? 0 : rounds + 1;
      if (rounds === 0) steps++;
      if (Math.max(steps, rounds) > MOST_STEPS) throw endless(this.frame, MOST_STEPS, explain());
      scheduler.maxFrames = delay;
      scheduler.flush();
    }
  }
}
