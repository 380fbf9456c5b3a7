import type { Death } from './executor.js';

/** A call that waits for its answer. */
interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/** Calls to a worker that are under way, by the number that their answers have too. */
export class Calls {
  readonly #pending = new Map<number, Pending>();
  #last = 0;
  #death: Death | undefined;

  /** Rejects when the worker is gone, or when it can't be asked: then with what `ask` threw. */
  make(ask: (id: number) => void): Promise<unknown> {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      if (this.#death !== undefined) return reject(this.#death.reason);
      this.#pending.set(id, { resolve, reject });
      try {
        ask(id);
      } catch (error) {
        this.#pending.delete(id);
        reject(error);
      }
    });
  }

  answered(id: number, value: unknown): void {
    this.#pending.get(id)?.resolve(value);
    this.#pending.delete(id);
  }

  /** The worker is gone: nothing more is answered. */
  fail(death: Death): void {
    this.#death = death;
    for (const { reject } of this.#pending.values()) reject(death.reason);
    this.#pending.clear();
  }
}
