import type { Clock } from '../clock.js';
import type { Client } from './client.js';
import type { Seat } from './seat.js';
import type { Seats } from './seats.js';

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
  readonly #seats: Seats;
  readonly #clients: readonly Client[];
  readonly #clock: Clock;
  readonly #hangs: (seat: Seat, timeout: number) => void;
  /** Milliseconds in which workers could be heard, and when it has last looked. */
  #heard = 0;
  #looked = 0;
  /** Calls off the next look. */
  #callOff: (() => void) | undefined;
  #isClosed = false;

  constructor(
    seats: Seats,
    clients: readonly Client[],
    clock: Clock,
    hangs: (seat: Seat, timeout: number) => void,
  ) {
    this.#seats = seats;
    this.#clients = clients;
    this.#clock = clock;
    this.#hangs = hangs;
  }

  /** Something has changed: will look once there may be something to see. Most packets are back long before. */
  expect(): void {
    if (this.#callOff === undefined && !this.#isClosed && this.#mayHelp) this.#lookLater();
  }

  close(): void {
    this.#isClosed = true;
    this.#callOff?.();
  }

  #lookLater(): void {
    this.#callOff = this.#clock.after(this.#hasTimeout ? LOOK : this.#untilLong, () => {
      this.#callOff = undefined;
      const now = this.#clock.now();
      this.#heard += Math.min(now - this.#looked, MOST_COUNTED);
      this.#looked = now;
      for (const seat of this.#seats) this.#inspect(seat, now);
      if (!this.#isClosed && this.#mayHelp && this.#maySee) this.#lookLater();
    });
  }

  /** Milliseconds until the packet that left first may have been away for long. */
  get #untilLong(): number {
    let first = Infinity;
    for (const { flights } of this.#seats) {
      const [oldest] = flights;
      if (oldest !== undefined) first = Math.min(first, oldest.left);
    }
    return Math.max(LOOK, first + LONG - this.#clock.now());
  }

  /** Whether looking could help a packet under way: a worker is idle and could share it, or it may take too long. */
  get #mayHelp(): boolean {
    return (this.#hasTimeout || this.#seats.isAnyIdle) && this.#seats.working > 0;
  }

  /** Whether there is one that may take too long, or that has something left to share. */
  get #maySee(): boolean {
    if (this.#hasTimeout) return true;
    for (const { flights } of this.#seats)
      for (const { isShareable } of flights) if (isShareable) return true;
    return false;
  }

  get #hasTimeout(): boolean {
    for (const { timeout } of this.#clients) if (timeout !== undefined) return true;
    return false;
  }

  #inspect(seat: Seat, now: number): void {
    const { isAnyIdle } = this.#seats;
    let isFirst = true;
    for (const flight of seat.flights) {
      const { client, sending, isParallel } = flight;
      const isAtWork = isParallel || isFirst; // the others wait for their turn
      if (!isParallel) isFirst = false;
      // What is not begun in its turn may not have arrived: another worker would have to wait for it as long.
      const arrival = isAtWork && !flight.isBegun ? SLACK * sending : 0;
      if (isAnyIdle && now - flight.left > LONG + arrival) client.returned(flight.recall());
      const { timeout } = client;
      if (timeout !== undefined && isAtWork && flight.msOnCurrent(this.#heard) > timeout + GRACE + arrival)
        return this.#hangs(seat, timeout);
    }
  }
}
