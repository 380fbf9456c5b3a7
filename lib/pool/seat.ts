import type { Worker } from '../executors/executor.js';
import type { Workplace } from './client.js';
import type { Flight } from './flight.js';

/** A place for a worker: empty while one is starting. */
export class Seat implements Workplace {
  worker: Worker | undefined;
  /** Whether its worker has been given something to do. */
  isUsed = false;
  readonly #flights = new Set<Flight>();
  /** Packets that are done one after the other. */
  inTurn = 0;
  readonly opening = new AbortController();
  /** Since when it has been busy, as far as its processor's time is known, and what that was then. */
  since = 0;
  worked: number | undefined;

  /** Packets that its worker has, in the order in which they left. */
  get flights(): ReadonlySet<Flight> {
    return this.#flights;
  }

  board(flight: Flight): void {
    this.#flights.add(flight);
    if (!flight.isParallel) this.inTurn++;
  }

  /** Whether it was there. */
  leave(flight: Flight): boolean {
    if (!this.#flights.delete(flight)) return false;
    if (!flight.isParallel) this.inTurn--;
    return true;
  }

  /** A worker is there, and has nothing to do. */
  get isIdle(): boolean {
    return this.worker !== undefined && this.flights.size === 0;
  }

  /** A worker is there, and nothing that a call has left behind. */
  get isFresh(): boolean {
    return this.worker !== undefined && !this.isUsed;
  }

  /** A worker is there that may be given more: one with an item that a worker has died over gets nothing beside it. */
  get isOpen(): boolean {
    if (this.worker === undefined) return false;
    for (const { isSuspect } of this.#flights) return !isSuspect;
    return true;
  }
}
