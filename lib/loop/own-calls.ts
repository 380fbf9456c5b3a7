interface Asked {
  /** The number of the call that asked. */
  readonly call: number;
  refuse(): void;
}

/**
 * The calls of a run's own functions on this thread. One that asks for what comes only when the run's calls are over,
 * and then gives a promise, waits for itself: it is refused that. It can be told only until the function first waits.
 */
export class OwnCalls {
  #count = 0;
  #isCalling = false;
  #asked: Asked[] | undefined;

  /** Around every call; {@link promised} follows where that gave a promise. */
  begins(): void {
    this.#isCalling = true;
    this.#count++;
  }

  ends(): void {
    this.#isCalling = false;
  }

  promised(): void {
    if (this.#asked === undefined) return;
    for (const { call, refuse } of this.#asked) if (call === this.#count) refuse();
    this.#asked = undefined;
  }

  /** `later`, which comes only when all calls are over; to a call that would wait for itself, `refusal` in its place. */
  guard<T>(later: Promise<T>, refusal: () => Error): Promise<T> {
    if (!this.#isCalling) return later;
    const guarded = new Promise<T>((resolve, reject) => {
      later.then(resolve, reject);
      (this.#asked ??= []).push({ call: this.#count, refuse: () => reject(refusal()) });
    });
    guarded.catch(() => {}); // most that ask don't wait
    return guarded;
  }
}
