import type { Workplace } from '../../pool/client.js';

/** A task's packets under way, by the worker that has them. */
export class PacketsAway {
  count = 0;
  readonly #at = new Map<Workplace, number>();

  /** Workers that have some. */
  get workers(): number {
    return this.#at.size;
  }

  at(seat: Workplace): number {
    return this.#at.get(seat) ?? 0;
  }

  left(seat: Workplace): void {
    this.count++;
    this.#at.set(seat, this.at(seat) + 1);
  }

  back(seat: Workplace): void {
    this.count--;
    const left = this.at(seat) - 1;
    if (left === 0) this.#at.delete(seat);
    else this.#at.set(seat, left);
  }
}
