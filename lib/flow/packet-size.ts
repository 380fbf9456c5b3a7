/** Milliseconds of work that a packet is meant to carry: its crossing costs little of that, and it can still be shared out. */
const TARGET = 3;
/** Most items in a packet. More make it hardly cheaper: 0.6 µs an item at 128, 0.3 at 512. */
const MOST_ITEMS = 512;
/** An item that takes this many milliseconds gains nothing from lying ready behind another. */
const SLOW = 10;
/** How much the newest packet says about the next one. */
const WEIGHT = 0.3;

/** How many items of a task make a packet, from what they were seen to cost. */
export class PacketSize {
  /** Milliseconds an item; unknown before the first packet is back. */
  #cost: number | undefined;
  /** One to begin with, then at most twice as many each time. */
  items = 1;

  /** Whether items are over so soon that the next packet should lie ready in the worker. */
  get isQuick(): boolean {
    return this.#cost !== undefined && this.#cost < SLOW;
  }

  learn(msAnItem: number): void {
    this.#cost = this.#cost === undefined ? msAnItem : this.#cost + WEIGHT * (msAnItem - this.#cost);
    const fitting = Math.floor(TARGET / Math.max(this.#cost, TARGET / MOST_ITEMS));
    this.items = Math.max(1, Math.min(fitting, this.items * 2));
  }
}
