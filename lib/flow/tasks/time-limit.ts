import { timedOut, type TimeoutError } from '../../errors/workers.js';
import { isThenable } from '../../executors/attempt.js';
import { deadline } from '../../executors/deadline.js';
import type { Clock } from '../../clock.js';

/** Gives calls on this thread so many milliseconds. */
export class TimeLimit<Call> {
  readonly #ms: number;
  readonly #clock: Clock;
  readonly #late: (call: Call, error: TimeoutError) => void;
  /** Those under way, by what ends their time. */
  readonly #running = new Map<Call, () => void>();

  /** @param late is told of calls that have not kept their promise in time */
  constructor(ms: number, clock: Clock, late: (call: Call, error: TimeoutError) => void) {
    this.#ms = ms;
    this.#clock = clock;
    this.#late = late;
  }

  get running(): Iterable<Call> {
    return this.#running.keys();
  }

  /**
   * Makes a call. One that holds the thread can't be left: if it did so for too long, it has failed all the same.
   *
   * @throws TimeoutError, or what the call throws
   */
  call<Out>(call: Call, make: () => Out | PromiseLike<Out>): Out | PromiseLike<Out> {
    const ends = this.#clock.now() + this.#ms;
    let result: Out | PromiseLike<Out>;
    try {
      result = make();
    } catch (error) {
      throw this.#clock.now() > ends ? timedOut(this.#ms) : error;
    }
    const left = ends - this.#clock.now();
    if (left < 0) {
      Promise.resolve(result).catch(() => {}); // what still comes of it is ignored
      throw timedOut(this.#ms);
    }
    if (isThenable(result)) {
      const late = (): void => this.#late(call, timedOut(this.#ms));
      this.#running.set(call, deadline(this.#clock, Math.ceil(left), late));
    }
    return result;
  }

  /** A call is over. */
  end(call: Call): void {
    this.#running.get(call)?.();
    this.#running.delete(call);
  }
}
