import type { Fate, Stop, Trail, Visit } from './item-trace.js';
import { leave, type NodeTrace } from './node-trace.js';

/** The items that are followed, while a task has them: by the tickets of their calls. */
export class TaskTrace implements NodeTrace {
  readonly stop: Stop;
  readonly #now: () => number;
  readonly #inside = new Map<number, { readonly visits: readonly Visit[]; readonly began: number }>();
  #arrived: readonly Visit[] = [];
  #going: readonly Trail[] = [];

  constructor(stop: Stop, now: () => number) {
    this.stop = stop;
    this.#now = now;
  }

  came(visits: readonly Visit[]): void {
    this.#arrived = visits;
  }

  passed(): void {}

  /** The item that came last was given a ticket. */
  begin(ticket: number): void {
    if (this.#arrived.length === 0) return;
    this.#inside.set(ticket, { visits: this.#arrived, began: this.#now() });
    this.#arrived = [];
  }

  /** Its last call is over; it took `ms`, or all the time since it began. */
  worked(ticket: number, attempts: number, ms?: number): void {
    const inside = this.#inside.get(ticket);
    if (inside === undefined) return;
    const now = this.#now();
    for (const visit of inside.visits) visit.worked(now, attempts, ms ?? now - inside.began);
  }

  /** Its result, or its failure, goes out next; or nothing will. */
  ends(ticket: number, fate: Fate): void {
    const inside = this.#inside.get(ticket);
    this.#going = leave(inside?.visits ?? [], this.#now, fate);
    this.#inside.delete(ticket);
  }

  leaving(): readonly Trail[] {
    const gone = this.#going;
    this.#going = [];
    return gone;
  }
}
