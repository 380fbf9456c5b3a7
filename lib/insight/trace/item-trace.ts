/** What became of an item at a node. */
export type Fate = 'out' | 'failed' | 'skipped' | 'dropped' | 'discarded';

/** What an item met at one node. Times are milliseconds, `entered` and `left` since the run began. */
export interface TraceStep {
  /** The node's id in the graph. */
  readonly node: string;
  /** What pictures call it. */
  readonly label: string;
  /** The id of the queue that brought it there. */
  readonly queue: string;
  /** When it came into that queue. */
  readonly entered: number;
  /** How long it waited: in the queue, in a packet, for its batch to be full. */
  readonly waiting: number;
  /** How long it was worked on, all attempts and what lies between them included. 0 for ops. */
  readonly working: number;
  /** Calls made with it. 0 for ops. */
  readonly attempts: number;
  /** When it went on, or ended here. A result that waits for those before it leaves later than its work ends. */
  readonly left: number;
  /** What became of it there. */
  readonly fate: Fate;
}

/** The way of one item, from its source on. Plain data. */
export interface ItemTrace {
  /** The id of the source's node. */
  readonly source: string;
  /** Which of its items this is, from 1. */
  readonly number: number;
  /**
   * In the order of `entered`. Where an item becomes several, by a tee, every copy is followed; by an
   * unbatch, the first item; where several become one, by a batch, that is followed.
   */
  readonly steps: readonly TraceStep[];
}

/** A node, as traces name it. */
export interface Stop {
  readonly id: string;
  readonly label: string;
}

/** An item that is followed, while it is at a node. */
export class Visit {
  readonly #trail: Trail;
  readonly #stop: Stop;
  readonly #queue: string;
  readonly #entered: number;
  #waiting: number | undefined;
  #working = 0;
  #attempts = 0;
  #left: number | undefined;
  #fate: Fate = 'discarded';

  constructor(trail: Trail, stop: Stop, queue: string, entered: number) {
    this.#trail = trail;
    this.#stop = stop;
    this.#queue = queue;
    this.#entered = entered;
  }

  /** It is through, after `working` milliseconds, which have ended now. */
  worked(now: number, attempts: number, working: number): void {
    this.#attempts = attempts;
    this.#working = working;
    this.#waiting = Math.max(0, now - working - this.#entered);
  }

  /** It goes on, or ends here. */
  left(now: number, fate: Fate): Trail {
    this.#left ??= now;
    this.#fate = fate;
    return this.#trail;
  }

  /** @param now of what is still there, if the run ended now */
  read(now: number): TraceStep {
    const left = this.#left ?? now;
    return {
      node: this.#stop.id,
      label: this.#stop.label,
      queue: this.#queue,
      entered: this.#entered,
      waiting: this.#waiting ?? left - this.#entered,
      working: this.#working,
      attempts: this.#attempts,
      left,
      fate: this.#fate,
    };
  }
}

/** The way of an item that is followed. */
export class Trail {
  readonly #source: string;
  readonly #number: number;
  readonly #visits: Visit[] = [];

  constructor(source: string, number: number) {
    this.#source = source;
    this.#number = number;
  }

  /** It has come to a node. */
  visit(stop: Stop, queue: string, now: number): Visit {
    const visit = new Visit(this, stop, queue, now);
    this.#visits.push(visit);
    return visit;
  }

  read(now: number): ItemTrace {
    const steps = this.#visits.map((visit) => visit.read(now));
    return { source: this.#source, number: this.#number, steps };
  }
}
