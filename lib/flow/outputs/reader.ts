import { Deque } from '../../loop/deque.js';

interface Asking<T> {
  resolve(result: IteratorResult<T, undefined>): void;
  reject(error: unknown): void;
}

const DONE: IteratorResult<never, undefined> = Object.freeze({ done: true, value: undefined });

/** A promise that need not be handled: the run itself tells of its failure. */
function tolerated<P extends Promise<unknown>>(promise: P): P {
  promise.catch(() => {});
  return promise;
}

/** Where a reader gets its items from. */
export interface Feeder<T> {
  /** How many items may wait to be read, as it is now. */
  readonly capacity: number;
  /** It has enough to read; and has room again. */
  hold(): void;
  release(): void;
  /** It has read all that there is. */
  settle(): void;
  /** It wants no more, and has not read so many. */
  leave(reader: Reader<T>, unread: number): void;
}

/** A `for await` over an output: items wait here until it asks for them. */
export class Reader<T> implements AsyncIterableIterator<T, undefined> {
  readonly #feeder: Feeder<T>;
  readonly #unread = new Deque<T>();
  readonly #asking = new Deque<Asking<T>>();
  #isFull = false;
  #end: { readonly error?: unknown } | undefined;

  constructor(feeder: Feeder<T>) {
    this.#feeder = feeder;
  }

  get unread(): number {
    return this.#unread.length;
  }

  push(item: T): void {
    if (this.#asking.length > 0) {
      this.#asking.shift().resolve({ done: false, value: item });
      return;
    }
    this.#unread.push(item);
    if (!this.#isFull && this.#unread.length >= this.#feeder.capacity) {
      this.#isFull = true;
      this.#feeder.hold();
    }
  }

  next(): Promise<IteratorResult<T, undefined>> {
    if (this.#unread.length > 0) {
      const value = this.#unread.shift();
      if (this.#isFull && this.#unread.length < this.#feeder.capacity) {
        this.#isFull = false;
        this.#feeder.release();
      }
      if (this.#unread.length === 0) this.#feeder.settle();
      return Promise.resolve({ done: false, value });
    }
    if (this.#end === undefined)
      return tolerated(new Promise((resolve, reject) => this.#asking.push({ resolve, reject })));
    const { error } = this.#end;
    const failed = 'error' in this.#end;
    this.#end = {}; // an error is told once, as a generator does
    return failed ? tolerated(Promise.reject(error)) : Promise.resolve(DONE);
  }

  return(): Promise<IteratorResult<T, undefined>> {
    const unread = this.drop();
    this.finish({});
    this.#feeder.leave(this, unread);
    return Promise.resolve(DONE);
  }

  /** Lets go of what is unread; returns how much that was. */
  drop(): number {
    const unread = this.#unread.clear();
    if (this.#isFull) {
      this.#isFull = false;
      this.#feeder.release();
    }
    return unread;
  }

  /** The run is over: what is unread can still be read, then this end is told. */
  finish(end: { readonly error?: unknown }): void {
    this.#end ??= end;
    while (this.#asking.length > 0) {
      const asking = this.#asking.shift();
      if ('error' in this.#end) {
        asking.reject(this.#end.error);
        this.#end = {};
      } else asking.resolve(DONE);
    }
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
