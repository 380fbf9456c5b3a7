/** Items for which a ring has room at first. */
const LEAST = 16;
/** The ring of a line that never had an item: most lines of a pipeline stay empty. */
const NONE: [] = [];

/** A first-in, first-out line of items in a ring that doubles when it is full. */
export class Deque<T> {
  #ring: (T | undefined)[] = NONE;
  #head = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** The first item, if there is one. */
  get first(): T | undefined {
    return this.#ring[this.#head];
  }

  push(item: T): void {
    if (this.#length === this.#ring.length) this.#grow();
    this.#ring[(this.#head + this.#length) & (this.#ring.length - 1)] = item;
    this.#length++;
  }

  /** The first item, taken out. Only for a line that has one. */
  shift(): T {
    const item = this.#ring[this.#head] as T;
    this.#ring[this.#head] = undefined;
    this.#head = (this.#head + 1) & (this.#ring.length - 1);
    this.#length--;
    return item;
  }

  forEach(look: (item: T) => void): void {
    for (let i = 0; i < this.#length; i++) look(this.#ring[(this.#head + i) & (this.#ring.length - 1)] as T);
  }

  /** Takes everything out; returns how many that were. */
  clear(): number {
    const length = this.#length;
    this.#ring = NONE;
    this.#head = 0;
    this.#length = 0;
    return length;
  }

  #grow(): void {
    const from = this.#ring;
    const mask = from.length - 1;
    this.#ring = Array.from({ length: Math.max(LEAST, from.length * 2) }, (_, i) =>
      i < from.length ? from[(this.#head + i) & mask] : undefined,
    );
    this.#head = 0;
  }
}
