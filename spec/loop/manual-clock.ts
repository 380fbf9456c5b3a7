import type { Clock } from '../../lib/clock.js';

/** A clock that a spec moves by hand. */
export class ManualClock implements Clock {
  time = 0;
  /** Looks at the time so far. */
  looks = 0;
  readonly #soon: (() => void)[] = [];
  readonly #yielded: (() => void)[] = [];

  now(): number {
    this.looks++;
    return this.time;
  }

  soon(work: () => void): void {
    this.#soon.push(work);
  }

  yield(work: () => void): void {
    this.#yielded.push(work);
  }

  after(): () => void {
    throw new Error('nothing here waits for a time');
  }

  every(): () => void {
    throw new Error('nothing here happens every so often');
  }

  worked(): number {
    return 0;
  }

  /** Does what was to be done soon. */
  microtasks(): void {
    for (let work = this.#soon.shift(); work; work = this.#soon.shift()) work();
  }

  /** A new turn of the event loop: does what gave way to others, and what is to be done soon after each. */
  turn(): void {
    for (const work of this.#yielded.splice(0)) {
      work();
      this.microtasks();
    }
  }
}
