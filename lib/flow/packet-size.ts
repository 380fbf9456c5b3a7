/** Milliseconds of work that a packet is meant to carry: its crossing costs little of that, and it can still be shared out. */
const TARGET = 10;
/** Most items in a packet. More make it hardly cheaper: 0.6 µs an item at 512, 0.3 at 2048. */
const MOST_ITEMS = 2048;
/** An item that takes this many milliseconds gains nothing from lying ready behind another. */
const SLOW = 10;
/** How much the newest packet says about the next one. */
const WEIGHT = 0.5;
/** Times as many items as in the packet before, at the most. What doesn't fit in time is handed back. */
const GROWTH = 8;

/** How many items of a task make a packet, from what they were seen to cost. */
export class PacketSize {
  /** Milliseconds an item; unknown before the first packet is back. */
  #cost: number | undefined;
  /** One to begin with. */
  items = 1;

  /** Whether items are over so soon that the next packet should lie ready in the worker. */
  get isQuick(): boolean {
    return this.#cost !== undefined && this.#cost < SLOW;
  }

  /** Items that are too few to be shared out among workers: less than a fifth of a packet's work. */
  get least(): number {
    return Math.ceil(this.items / 5);
  }

  learn(msAnItem: number): void {
    this.#cost = this.#cost === undefined ? msAnItem : this.#cost + WEIGHT * (msAnItem - this.#cost);
    const fitting = Math.floor(TARGET / Math.max(this.#cost, TARGET / MOST_ITEMS));
    this.items = Math.max(1, Math.min(fitting, this.items * GROWTH));
  }
}
