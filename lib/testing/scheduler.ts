import type { SchedulerAction, SchedulerLike } from 'rxjs';
import { Subscription } from '../rxjs.js';
import type { Clock } from '../clock.js';

type Work<T> = (this: SchedulerAction<T>, state: T) => void;

/**
 * A clock, as RxJS's operators take one. The `TestScheduler` itself would do, but for its actions: each
 * that is made from another hangs on that one, and a long row of them can't be unsubscribed from.
 */
export function schedulerOf(clock: Clock): SchedulerLike {
  return {
    now: () => clock.now(),
    schedule: <T>(work: Work<T>, delay = 0, state?: T) => new Action(clock, work).schedule(state, delay),
  };
}

/** Some work to be done later, once or again and again. */
class Action<T> extends Subscription implements SchedulerAction<T> {
  readonly #clock: Clock;
  readonly #work: Work<T>;
  #callOff = (): void => {};

  constructor(clock: Clock, work: Work<T>) {
    super(() => this.#callOff());
    this.#clock = clock;
    this.#work = work;
  }

  schedule(state?: T, delay = 0): this {
    this.#callOff();
    if (!this.closed) this.#callOff = this.#clock.after(delay, () => this.#work(state as T));
    return this;
  }
}
