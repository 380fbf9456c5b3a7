import { isThenable } from '../executors/attempt.js';
import { opFailed, type TaskError } from '../errors.js';
import { gavePromise } from '../errors/items.js';
import type { Site } from '../flow/stage.js';
import { TimedCalls } from '../loop/timed-calls.js';

/** A user's function that an op calls with every item. */
export class Guarded<T, R> {
  readonly #fn: (item: T) => R;
  readonly #site: Site;
  readonly #calls: TimedCalls;

  constructor(site: Site, fn: (item: T) => R) {
    this.#fn = fn;
    this.#site = site;
    this.#calls = new TimedCalls(site.meter, site.scheduler, () => site.inputs[0]!.entered);
  }

  /** Whether no more calls of this turn are to be timed: the function can be called as it is. */
  get isIdle(): boolean {
    return this.#calls.isIdle;
  }

  /** @throws what {@link failure} makes of what the function throws */
  call(item: T): R {
    const fn = this.#fn;
    const calls = this.#calls;
    const isTimed = !calls.isIdle && calls.begins();
    try {
      const answer = fn(item);
      if (isThenable(answer)) throw promised(answer);
      return answer;
    } catch (error) {
      throw this.failure(item, error);
    } finally {
      if (isTimed) calls.ended();
    }
  }

  /** A call has failed: an error that names the op, the item and the cause. */
  failure(item: T, error: unknown): TaskError {
    this.#site.account.failed++;
    return opFailed(this.#site.label, item, error);
  }
}

/** What is wrong with a function that gave a promise where an answer is needed at once. */
export function promised(answer: PromiseLike<unknown>): TypeError {
  Promise.resolve(answer).catch(() => {}); // what becomes of it tells nothing more
  return gavePromise();
}
