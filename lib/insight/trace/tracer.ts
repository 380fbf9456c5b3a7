import { Trail, type ItemTrace, type Stop } from './item-trace.js';
import type { NodeTrace, Origin } from './node-trace.js';
import { QueueTrace } from './queue-trace.js';

/** Most items that are followed: then every other is let go of, and from there on half as many are followed. */
export const MOST_TRACES = 10_000;

/** Follows every n-th item of each source through a run. */
export class Tracer {
  readonly #now: () => number;
  #every: number;
  #trails: { readonly trail: Trail; readonly index: number }[] = [];

  /** @param now milliseconds since the run began */
  constructor(every: number, now: () => number) {
    this.#every = every;
    this.#now = now;
  }

  /** Where items come in: the first is followed, and every n-th after it. */
  source(id: string): Origin {
    let count = 0;
    return {
      leaving: () => {
        const index = count++;
        return index % this.#every === 0 ? [this.#follow(new Trail(id, index + 1), index)] : [];
      },
    };
  }

  node<N extends NodeTrace>(stop: Stop, Kind: new (stop: Stop, now: () => number) => N): N {
    return new Kind(stop, this.#now);
  }

  queue(id: string, producers: readonly Origin[], consumer: NodeTrace | undefined): QueueTrace {
    return new QueueTrace(id, producers, consumer, this.#now);
  }

  read(): ItemTrace[] {
    const now = this.#now();
    return this.#trails.map(({ trail }) => trail.read(now));
  }

  #follow(trail: Trail, index: number): Trail {
    this.#trails.push({ trail, index });
    if (this.#trails.length > MOST_TRACES) {
      this.#every *= 2;
      this.#trails = this.#trails.filter((one) => one.index % this.#every === 0);
    }
    return trail;
  }
}
