import type { Visit } from './item-trace.js';
import type { NodeTrace, Origin } from './node-trace.js';

const NOBODY: readonly Visit[] = [];

/** The items that are followed, while they are in one queue; it carries them from node to node. */
export class QueueTrace {
  readonly #id: string;
  readonly #now: () => number;
  readonly #producers: readonly Origin[];
  readonly #consumer: NodeTrace | undefined;
  /** Those that wait, by the number of their item. */
  readonly #waiting = new Map<number, readonly Visit[]>();
  #came = 0;
  #taken = 0;

  constructor(id: string, producers: readonly Origin[], consumer: NodeTrace | undefined, now: () => number) {
    this.#id = id;
    this.#producers = producers;
    this.#consumer = consumer;
    this.#now = now;
  }

  /** An item came in, and goes straight on. */
  passes(): void {
    const visits = this.#arrive();
    this.#consumer?.came(visits);
  }

  /** It has gone on, unless it stays. */
  passed(): void {
    this.#consumer?.passed();
  }

  /** An item came in, and waits. */
  waits(): void {
    const visits = this.#arrive();
    this.#came++;
    if (visits.length > 0) this.#waiting.set(this.#came, visits);
  }

  /** The item that has waited longest was taken. */
  taken(): void {
    this.#taken++;
    const visits = this.#waiting.get(this.#taken) ?? NOBODY;
    this.#waiting.delete(this.#taken);
    this.#consumer?.came(visits);
  }

  #arrive(): readonly Visit[] {
    const gone = this.#producers.flatMap((one) => one.leaving());
    const consumer = this.#consumer;
    if (gone.length === 0 || consumer === undefined) return NOBODY;
    return gone.map((trail) => trail.visit(consumer.stop, this.#id, this.#now()));
  }
}
