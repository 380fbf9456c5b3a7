import { availableParallelism } from 'node:os';
import type { PoolLoad } from '../insight/load.js';
import type { Times } from '../insight/meter.js';
import type { WorkersReport } from '../insight/snapshot.js';
import { Pool, type PoolSite } from '../pool/pool.js';
import type { Places } from './places.js';

/** How many workers a run may have. */
export interface PoolSizes {
  readonly threads?: number | undefined;
  readonly processes?: number | undefined;
}

/** The pools of a run: one of a kind, made when the first task of that kind is wired. */
export class Pools {
  readonly #pools = new Map<keyof PoolSizes, Pool>();
  readonly #sizes: PoolSizes;
  readonly #places: Places;
  readonly #site: PoolSite;

  constructor(sizes: PoolSizes, places: Places, site: PoolSite) {
    this.#sizes = sizes;
    this.#places = places;
    this.#site = site;
  }

  of(kind: keyof PoolSizes): Pool {
    const pool =
      this.#pools.get(kind) ??
      new Pool(this.#places[kind], this.#sizes[kind] ?? availableParallelism(), this.#site);
    this.#pools.set(kind, pool);
    return pool;
  }

  /** Where the time of each went until now. */
  times(now: number): Times[] {
    return [...this.#pools.values()].map(({ meter }) => meter.read(now));
  }

  /** How busy they were, as these times have it. */
  loads(times: readonly Pick<Times, 'life' | 'worked'>[]): PoolLoad[] {
    return [...this.#pools].map(([kind, { size, effort }], i) => {
      const { life, worked } = times[i]!;
      return { kind, size, life, busy: life === 0 ? 0 : worked / life, effort };
    });
  }

  /** The workers that each has had. */
  report(): WorkersReport[] {
    return [...this.#pools.values()].map(({ roll }) => roll.read());
  }

  /** Starts all workers. */
  open(): void {
    for (const pool of this.#pools.values()) pool.open();
  }

  /** Ends all workers; nothing to wait for where there are none. */
  close(isCutShort: boolean): Promise<void>[] {
    return [...this.#pools.values()].map((pool) => pool.close(isCutShort));
  }
}
