import { isThenable } from '../../executors/attempt.js';
import type { Link, Onward, Step } from './link.js';
import type { Scheduler } from '../../loop/scheduler.js';

/**
 * Quick calls one after the other, as one loop: queues between them without a subscriber only count.
 * It is good for one *stretch*: until a turn ends, or something changes in it that the line relies on.
 */
export class Line {
  readonly #steps: readonly Step[];
  readonly #end: Onward;
  readonly #scheduler: Scheduler;
  /** The stretch that it is good for. */
  readonly stretch: number;

  constructor({ step: head }: Link, scheduler: Scheduler) {
    const steps = [head];
    let end = head.output;
    for (let { link } = end; link?.mayHelp(); { link } = end) {
      steps.push(link.step);
      end = link.step.output;
    }
    this.#steps = steps;
    this.#end = end;
    this.#scheduler = scheduler;
    this.stretch = scheduler.stretch;
  }

  /** Takes an item, that has come into the first queue, as far as it gets; unless there is no room for it. */
  take(item: unknown): boolean {
    if (!this.#end.isReady) return false;
    const steps = this.#steps;
    let step = steps[0]!;
    let value = item;
    let promise: PromiseLike<unknown> | undefined;
    const { calls } = this.#scheduler;
    calls.begins();
    try {
      for (let next = 1; ; next++) {
        const { fn } = step; // called as what it is, not as a method
        const result = fn(value);
        if (isThenable(result)) {
          promise = result;
          break;
        }
        if (step.sieve === undefined) value = result;
        else if (!result) {
          calls.ends();
          step.sieve.dropped++;
          return true;
        }
        if (next === steps.length || this.#scheduler.stretch !== this.stretch) break;
        step = steps[next]!;
        step.input.entered++;
      }
    } catch (error) {
      calls.ends();
      step.link.threw(value, error);
      return true;
    }
    calls.ends();
    if (promise === undefined) step.output.next(value);
    else step.link.promised(value, promise);
    return true;
  }
}
