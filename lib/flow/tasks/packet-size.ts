/** Milliseconds of work that a packet is meant to carry: its crossing costs little of that, and it can still be shared out. */
const TARGET = 10;
/** Milliseconds that its sending may take: large items fill memory and caches, and more of them at a time cross no faster. */
const SENDING = 0.5;
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
  /** Milliseconds an item, of work and to send it; unknown before the first packet is back. */
  #cost: { readonly work: number; readonly sending: number } | undefined;
  /** One to begin with. */
  items = 1;

  /** Whether items are over so soon that the next packet should lie ready in the worker. */
  get isQuick(): boolean {
    return this.#cost !== undefined && Math.max(this.#cost.work, this.#cost.sending) < SLOW;
  }

  /** Items that are too few to be shared out among workers: less than a fifth of a packet's work. */
  get least(): number {
    return Math.ceil(this.items / 5);
  }

  /** Of a packet that is back: milliseconds an item, of work and to send it. */
  learn(work: number, sending: number): void {
    const before = this.#cost ?? { work, sending };
    this.#cost = { work: blend(before.work, work), sending: blend(before.sending, sending) };
    const fitting = Math.floor(Math.min(TARGET / this.#cost.work, SENDING / this.#cost.sending, MOST_ITEMS));
    this.items = Math.max(1, Math.min(fitting, this.items * GROWTH));
  }
}

function blend(before: number, newest: number): number {
  return before + WEIGHT * (newest - before);
}
