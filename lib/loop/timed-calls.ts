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
  /** No more calls of this turn are to be timed: looked at for every item, in place of {@link begins}. */
  isIdle = false;
  /** How many calls there have been, altogether; and before this turn. */
  readonly #count: () => number;
  #before = 0;
  readonly #scheduler: Scheduler;
  readonly #allowance = new Allowance();
  #turn = -1;
  /** Calls of this turn that are still to be timed, and those that were, with the time they took. */
  #left = 0;
  #timed = 0;
  #took = 0;
  #since = 0;
  /** Calls outside of turns since the last that was timed, and when that was. */
  #alone = 0;
  #charged = 0;
  /** What a call took in the last turn in which some were timed. */
  #lately = 0;

  /** @param count tells how many calls there have been, the one that begins included */
  constructor(meter: Meter, scheduler: Scheduler, count: () => number) {
    this.meter = meter;
    this.#scheduler = scheduler;
    this.#count = count;
  }

  get handed(): number {
    return this.#count() - this.#before;
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
    if (turn === 0) return this.#beginsAlone();
    if (turn !== this.#turn) this.#enter(turn);
    if (this.#left === 0) {
      this.isIdle = true;
      this.#scheduler.stretch++;
      return false;
    }
    this.#left--;
    this.#since = this.#scheduler.clock.now();
    return true;
  }

  ended(): void {
    const now = this.#scheduler.clock.now();
    const took = now - this.#since;
    if (this.#turn === 0) return this.#endedAlone(took, now);
    this.#timed++;
    this.#took += took;
  }

  /** The turn is over. */
  reset(): void {
    this.isIdle = false;
  }

  #enter(turn: number): void {
    this.#turn = turn;
    this.#before = this.#count() - 1;
    this.#lately = this.msAnItem;
    this.#timed = this.#took = 0;
    const { clock, time } = this.#scheduler;
    this.#left = this.#allowance.at(time);
    this.#allowance.spend(this.#left, clock.now());
    this.#scheduler.helped(this);
  }

  /** A call outside of all turns: where a promise has settled. */
  #beginsAlone(): boolean {
    const { clock, latest } = this.#scheduler;
    this.#turn = 0;
    this.#alone++;
    if (this.#allowance.at(latest) < 1) return false;
    this.#allowance.spend(1, latest);
    this.#since = clock.now();
    return true;
  }

  /** There is no turn to share: those that were not timed since the last are taken to be like this one. */
  #endedAlone(took: number, now: number): void {
    const own = Math.min(took * this.#alone, now - this.#charged);
    this.meter.ran(now - own, now, own, this.standing, 0);
    this.#charged = now;
    this.#alone = 0;
  }
}
