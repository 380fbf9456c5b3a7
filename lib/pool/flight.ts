import type { Reply } from '../executors/executor.js';
import type { Cargo, Client, Shipment } from './client.js';

let flights = 0;

/** A packet on its way to a worker and back. */
export class Flight<C extends Cargo = any> implements Shipment<C> {
  readonly id = ++flights;
  readonly client: Client<C>;
  /** In the order in which the worker does them. */
  readonly jobs: C[];
  readonly isParallel: boolean;
  /** Shared with the worker: see `Packet.begun`. */
  readonly begun: Int32Array | undefined;
  /** Items it left with. */
  readonly total: number;
  /** When it left. */
  readonly left: number;
  answer: Promise<Reply> | undefined;
  /** Milliseconds that it took to send. */
  sending = 0;
  /** The item that the worker was last seen at, or how many it had begun, and since when. */
  #seen: C | number | undefined;
  #since = 0;

  constructor(client: Client<C>, jobs: C[], isShared: boolean, now: number) {
    this.client = client;
    this.jobs = jobs;
    this.total = jobs.length;
    this.isParallel = client.isParallel;
    this.begun = isShared ? new Int32Array(new SharedArrayBuffer(4)) : undefined;
    this.left = now;
  }

  /** The item that the worker is at, where that can be told. */
  get current(): C | undefined {
    const begun = this.#count;
    if (begun === undefined) return this.jobs.length === 1 ? this.jobs[0] : undefined;
    if (begun > this.total) return undefined; // it is through with them, or has handed the rest back
    return this.jobs[Math.min(begun, this.jobs.length) - 1];
  }

  /** Whether it is an item that a worker has died over, by itself. */
  get isSuspect(): boolean {
    return this.jobs[0]?.isSuspect === true;
  }

  /** The item that is to blame if the worker is gone: the current one, or the only one that can be. */
  get suspect(): C | undefined {
    return this.current ?? (this.isSuspect ? this.jobs[0] : undefined);
  }

  /**
   * Milliseconds that the worker has been seen at its current item, or at none: before the first, after the last.
   *
   * @param now counts only the time in which it could be heard
   */
  msOnCurrent(now: number): number {
    const at = this.current ?? this.#count ?? 0;
    if (at !== this.#seen) {
      this.#seen = at;
      this.#since = now;
    }
    return now - this.#since;
  }

  /** Whether the worker has begun it. */
  get isBegun(): boolean {
    return (this.#count ?? 0) > 0;
  }

  /** Whether there may be jobs that can be taken away. */
  get isShareable(): boolean {
    return (this.#count ?? this.total) < this.total;
  }

  /** Takes away the jobs that the worker has not begun; where that can't be told, none. */
  recall(): C[] {
    if (this.begun === undefined || !this.isShareable) return [];
    // Never to less than all it left with: the worker would go on with what was taken away.
    const begun = Atomics.exchange(this.begun, 0, this.total);
    return begun < this.jobs.length ? this.jobs.splice(begun) : [];
  }

  /** How far the worker has counted, where that can be told. */
  get #count(): number | undefined {
    return this.begun && Atomics.load(this.begun, 0);
  }
}
