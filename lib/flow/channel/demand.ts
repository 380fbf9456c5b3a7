/** What fills a queue: told when there is no room, and when there is again. */
export interface Producer {
  hold(): void;
  release(): void;
  /** The queue has ended. */
  ended?(): void;
}

/** Items that wait. */
interface WaitingLine {
  /** How many; nothing, while there is nothing that they wait for. */
  readonly waiting: number | undefined;
}

const NONE: readonly [] = [];

/** Most items that wait in a queue that was given no capacity, unless its consumer begins with fewer. */
export const DEFAULT_CAPACITY = 64;
/** Most that such a queue grows to, where small, quick items fill packets. */
const MOST_CAPACITY = 8192;

/**
 * What adds demand to a queue: RxJS pushes. It is *ready* while nothing holds it: a full line of waiting
 * items is one hold, every output of an op behind it that isn't ready is another. Producers that
 * start work on their own look at `isReady` before each start; what has started always lands.
 */
export class Demand {
  /** How many items may wait, as it is now. */
  capacity: number;
  /** A capacity that was given stays. */
  readonly #isGiven: boolean;
  /** Told about room. An op passes the word on to its own inputs; a pump is woken. */
  readonly #producers: Producer[] = [];
  #completed = 0;
  #holds = 0;
  #isFull = false;
  /** Where items wait, if they are made to. */
  #line: WaitingLine | undefined;
  #behind: readonly Demand[] = NONE;
  #way: ReadonlySet<Demand> | undefined;

  constructor(capacity?: number) {
    this.capacity = capacity ?? DEFAULT_CAPACITY;
    this.#isGiven = capacity !== undefined;
  }

  /** Tells `producer` about room. */
  filledBy(producer: Producer): void {
    this.#producers.push(producer);
  }

  /** Items wait here, in `line`. */
  waitsFor(line: WaitingLine): void {
    this.#line = line;
  }

  /** Items don't wait here: through an op, they go straight on. */
  goesOnTo(behind: readonly Demand[]): void {
    this.#behind = behind;
  }

  get isReady(): boolean {
    return this.#holds === 0;
  }

  hold(): void {
    if (this.#holds++ === 0) for (const producer of this.#producers) producer.hold();
  }

  release(): void {
    if (--this.#holds === 0) for (const producer of this.#producers) producer.release();
  }

  /** So many items wait now: a full queue holds itself. */
  level(waiting: number): void {
    const isFull = waiting >= this.capacity;
    if (isFull === this.#isFull) return;
    this.#isFull = isFull;
    if (isFull) this.hold();
    else this.release();
  }

  /** Its consumer begins with so many items: until it is known what one costs, each may be a large one. */
  beginsWith(items: number): void {
    if (!this.#isGiven) this.capacity = Math.min(items, DEFAULT_CAPACITY);
  }

  /**
   * Its consumer would like to find so many items waiting. This is how a capacity grows, and there is no other
   * way: up to {@link MOST_CAPACITY}, and not where it was given.
   */
  wants(items: number): void {
    const capacity = Math.min(items, MOST_CAPACITY);
    if (this.#isGiven || capacity <= this.capacity) return;
    this.capacity = capacity;
    if (this.#isFull) this.level(this.#line?.waiting ?? 0);
  }

  /** So many items may come at a time. Wherever they will wait and not much does, the consumer keeps up, and has them. */
  expects(items: number): void {
    for (const demand of this.#onward) {
      if ((demand.#line?.waiting ?? 0) * 4 <= demand.capacity) demand.wants(items);
    }
  }

  /** How many more items may come now. */
  get room(): number {
    let room = Infinity;
    for (const demand of this.#onward) {
      const waiting = demand.#line?.waiting;
      if (waiting !== undefined) room = Math.min(room, demand.capacity - waiting);
    }
    return Math.max(0, room);
  }

  /** This queue and all that its items go straight on to, each once, where ways part and meet again. */
  get #onward(): ReadonlySet<Demand> {
    if (this.#way !== undefined) return this.#way;
    const way = new Set<Demand>([this]);
    for (const demand of way) for (const next of demand.#behind) way.add(next);
    return (this.#way = way);
  }

  /** One more producer gives nothing more; returns whether that was the last. */
  completed(): boolean {
    return ++this.#completed >= this.#producers.length;
  }

  /** The queue has ended. */
  ended(): void {
    for (const producer of this.#producers) producer.ended?.();
  }
}
