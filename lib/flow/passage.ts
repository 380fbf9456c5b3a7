import { Observable } from 'rxjs';
import { isThenable } from '../executors/attempt.js';
import { opFailed, type TaskError } from '../errors.js';
import type { Channel, Producer } from './channel/channel.js';
import type { Site } from './stage.js';
import { TimedCalls } from '../loop/timed-calls.js';

/** What comes through a channel, as the Observable that an RxJS operator is put on. */
export function flowOf<T>(channel: Channel<T>): Observable<T> {
  return new Observable((subscriber) => channel.passTo(subscriber));
}

/** Lets an op's inputs know when there is no room behind it: the op itself holds nothing back. */
export function passDemand({ inputs, outputs, meter, scheduler }: Site): void {
  let holds = 0;
  const producer: Producer = {
    hold() {
      if (holds++ === 0) meter.turn(scheduler.time, 'blocked');
      for (const input of inputs) input.hold();
    },
    release() {
      if (--holds === 0) meter.turn(scheduler.time, 'starved');
      for (const input of inputs) input.release();
    },
    ended() {
      if (outputs.every((output) => output.isEnded)) meter.turn(scheduler.time, 'done');
    },
  };
  for (const output of outputs) output.filledBy(producer);
  for (const input of inputs) {
    input.hasBehind((wanted, asked) =>
      Math.min(
        ...outputs.map((output) => (asked.has(output) ? wanted : output.roomFor(wanted, asked.add(output)))),
      ),
    );
  }
}

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
  return new TypeError('it gave a promise: it must be synchronous');
}

/** A node's label: the op, and the function it was given. */
export function labelOf(op: string, fn: (...args: any[]) => unknown): string {
  return `${op}(${fn.name || 'anonymous'})`;
}
