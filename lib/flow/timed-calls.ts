import { Allowance } from '../insight/allowance.js';
import type { Meter, Standing } from '../insight/meter.js';
import type { Scheduler } from './scheduler.js';
import type { Helper } from './share-out.js';

/**
 * The time that a user's function takes in the turns of others: a predicate's, a subscriber's. All calls
 * are timed where they are few, the first of a turn where they are many.
 */
export class TimedCalls implements Helper {
  readonly meter: Meter;
  readonly share = 0;
  handed = 0;
  readonly #scheduler: Scheduler;
  readonly #allowance = new Allowance();
  #turn = -1;
  /** Calls of this turn that are still to be timed, and those that were, with the time they took. */
  #left = 0;
  #timed = 0;
  #took = 0;
  #since = 0;
  /** What a call took in the last turn in which some were timed. */
  #lately = 0;

  constructor(meter: Meter, scheduler: Scheduler) {
    this.meter = meter;
    this.#scheduler = scheduler;
  }

  get standing(): Standing {
    return this.meter.standing;
  }

  get msAnItem(): number {
    return this.#timed > 0 ? this.#took / this.#timed : this.#lately;
  }

  /** A call begins; whether it is to be told when it has {@link ended}. */
  begins(): boolean {
    const { turn } = this.#scheduler;
    if (turn !== this.#turn || turn === 0) this.#enter(turn);
    this.handed++;
    if (this.#left === 0) return false;
    this.#left--;
    this.#since = this.#scheduler.clock.now();
    return true;
  }

  ended(): void {
    const now = this.#scheduler.clock.now();
    this.#timed++;
    this.#took += now - this.#since;
    if (this.#turn !== 0) return;
    this.meter.ran(this.#since, now, now - this.#since, this.standing, 0); // nobody's turn to share
    this.handed = 0;
  }

  /** @param turn 0 for a call outside of all turns: where a promise has settled. Such are all timed. */
  #enter(turn: number): void {
    this.#turn = turn;
    this.#lately = this.msAnItem;
    this.#timed = this.#took = 0;
    this.#left = 1;
    if (turn === 0) return;
    const { clock, time } = this.#scheduler;
    this.#left = this.#allowance.at(time);
    this.#allowance.spend(this.#left, clock.now());
    this.#scheduler.helped(this);
  }
}
