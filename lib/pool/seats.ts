import { Seat } from './seat.js';

/** The places of a pool's workers. */
export class Seats {
  readonly #all = new Set<Seat>();

  get size(): number {
    return this.#all.size;
  }

  /** A new one, empty. */
  add(): Seat {
    const seat = new Seat();
    this.#all.add(seat);
    return seat;
  }

  remove(seat: Seat): void {
    this.#all.delete(seat);
  }

  has(seat: Seat): boolean {
    return this.#all.has(seat);
  }

  [Symbol.iterator](): Iterator<Seat> {
    return this.#all.values();
  }

  /** Those whose workers may be given more, those with the least to do first. */
  byLoad(): Seat[] {
    const open: Seat[] = [];
    for (const seat of this.#all) if (seat.isOpen) open.push(seat);
    return open.length > 1 ? open.toSorted((a, b) => a.flights.size - b.flights.size) : open;
  }

  /** Workers that have something to do. */
  get working(): number {
    let working = 0;
    for (const { flights } of this.#all) if (flights.size > 0) working++;
    return working;
  }

  get isAnyIdle(): boolean {
    for (const { isIdle } of this.#all) if (isIdle) return true;
    return false;
  }

  /** Whether a worker that has done nothing yet is there, or starts. */
  get isAnyUnused(): boolean {
    for (const { isUsed } of this.#all) if (!isUsed) return true;
    return false;
  }
}
