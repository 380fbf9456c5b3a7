import type { Clock } from '../clock.js';
import type { Client } from './client.js';
import type { Seat } from './seat.js';

/** Milliseconds between two looks; of longer ones in between, in which the thread heard of nothing, only so many count. */
const LOOK = 8;
const MOST_COUNTED = 2 * LOOK;
/** Milliseconds after which what a worker has not begun goes to one that is idle. */
const LONG = 20;
/** Milliseconds that a worker has, over the timeout, to report it by itself. */
const GRACE = 100;
/** Times as long as sending took that a packet may take to arrive, with what else the machine has to do. */
const SLACK = 10;

/** Looks after packets under way: gives what a busy worker has not begun to an idle one, and tells of workers that hang. */
export class Lookout {
  readonly #seats: ReadonlySet<Seat>;
  readonly #clients: readonly Client[];
  readonly #clock: Clock;
  readonly #hangs: (seat: Seat, timeout: number) => void;
  /** Milliseconds in which workers could be heard, and when it has last looked. */
  #heard = 0;
  #looked = 0;
  #isAwaited = false;
  #isClosed = false;

  constructor(
    seats: ReadonlySet<Seat>,
    clients: readonly Client[],
    clock: Clock,
    hangs: (seat: Seat, timeout: number) => void,
  ) {
    this.#seats = seats;
    this.#clients = clients;
    this.#clock = clock;
    this.#hangs = hangs;
  }

  /** Something has changed: will look soon, and again, for as long as there may be something to see. */
  expect(): void {
    if (this.#isAwaited || this.#isClosed || !this.#maySee) return;
    this.#isAwaited = true;
    this.#clock.after(LOOK, () => {
      this.#isAwaited = false;
      if (this.#isClosed) return;
      const now = this.#clock.now();
      this.#heard += Math.min(now - this.#looked, MOST_COUNTED);
      this.#looked = now;
      for (const seat of this.#seats) this.#inspect(seat);
      this.expect();
    });
  }

  close(): void {
    this.#isClosed = true;
  }

  /** Whether a packet is under way that an idle worker could share, or that may take too long. */
  get #maySee(): boolean {
    const hasTimeout = this.#clients.some(({ timeout }) => timeout !== undefined);
    if (!hasTimeout && !this.#isAnyIdle) return false;
    for (const { flights } of this.#seats) {
      for (const { isShareable } of flights) if (hasTimeout || isShareable) return true;
    }
    return false;
  }

  get #isAnyIdle(): boolean {
    return [...this.#seats].some(({ isIdle }) => isIdle);
  }

  #inspect(seat: Seat): void {
    const now = this.#clock.now();
    const isAnyIdle = this.#isAnyIdle;
    const first = [...seat.flights].find(({ isParallel }) => !isParallel);
    for (const flight of seat.flights) {
      const { client, sending } = flight;
      const isAtWork = flight.isParallel || flight === first; // the others wait for their turn
      // What is not begun in its turn may not have arrived: another worker would have to wait for it as long.
      const arrival = isAtWork && !flight.isBegun ? SLACK * sending : 0;
      if (isAnyIdle && now - flight.left > LONG + arrival) client.returned(flight.recall());
      const { timeout } = client;
      if (timeout !== undefined && isAtWork && flight.msOnCurrent(this.#heard) > timeout + GRACE + arrival)
        return this.#hangs(seat, timeout);
    }
  }
}
