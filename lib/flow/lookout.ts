import type { Clock } from './clock.js';
import type { Seat } from './seat.js';

/** Milliseconds between two looks. */
const LOOK = 8;
/** Milliseconds after which what a worker has not begun goes to one that is idle. */
const LONG = 20;
/** Milliseconds that a worker has, over the timeout, to report it by itself. */
const GRACE = 100;

/** Looks after the packets under way: what a busy worker has not begun goes to an idle one, and a worker that hangs is told of. */
export class Lookout {
  readonly #seats: ReadonlySet<Seat>;
  readonly #clock: Clock;
  readonly #hangs: (seat: Seat, timeout: number) => void;
  #isLooking = false;
  #isClosed = false;

  constructor(seats: ReadonlySet<Seat>, clock: Clock, hangs: (seat: Seat, timeout: number) => void) {
    this.#seats = seats;
    this.#clock = clock;
    this.#hangs = hangs;
  }

  /** Something may have changed: looks soon, and again, as long as there is something to look for. */
  look(): void {
    if (this.#isLooking || this.#isClosed || !this.#hasToLook) return;
    this.#isLooking = true;
    this.#clock.after(LOOK, () => {
      this.#isLooking = false;
      if (this.#isClosed) return;
      for (const seat of this.#seats) this.#inspect(seat);
      this.look();
    });
  }

  close(): void {
    this.#isClosed = true;
  }

  /** Whether a packet is under way that an idle worker could share, or that may take too long. */
  get #hasToLook(): boolean {
    const isAnyIdle = this.#isAnyIdle;
    for (const { flights } of this.#seats) {
      for (const { dispatcher } of flights) if (isAnyIdle || dispatcher.timeout !== undefined) return true;
    }
    return false;
  }

  get #isAnyIdle(): boolean {
    for (const { isIdle } of this.#seats) if (isIdle) return true;
    return false;
  }

  #inspect(seat: Seat): void {
    const now = this.#clock.now();
    const first = [...seat.flights].find(({ isParallel }) => !isParallel);
    for (const flight of seat.flights) {
      const { dispatcher, isParallel } = flight;
      if (this.#isAnyIdle && now - flight.left > LONG) dispatcher.returned(flight.recall());
      const { timeout } = dispatcher;
      const isAtWork = isParallel || flight === first; // the others wait for their turn
      if (timeout !== undefined && isAtWork && flight.msOnCurrent(now) > timeout + GRACE)
        return this.#hangs(seat, timeout);
    }
  }
}
