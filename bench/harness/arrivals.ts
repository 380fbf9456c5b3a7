import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';

/**
 * Items that come by themselves, so many a second. Each is the time at which it was due: one that has to wait
 * because its side, or the event loop, isn't ready for it waits on that side's account.
 */
export async function* steadily(count: number, aSecond: number): AsyncGenerator<number> {
  const begun = performance.now();
  for (let i = 0; i < count; i++) {
    const due = begun + (i * 1000) / aSecond;
    while (performance.now() < due) await turn();
    yield due;
  }
}

/** The same in bursts, with a pause of `ms` milliseconds between them: this thread sleeps meanwhile. */
export async function* inBursts(bursts: number, items: number, ms: number): AsyncGenerator<number> {
  for (let burst = 0; burst < bursts; burst++) {
    await pause(ms);
    const due = performance.now();
    for (let i = 0; i < items; i++) yield due;
  }
}

/** How late items came out, those left out that came first, while code was compiled and workers started. */
export class Lateness {
  readonly #all: number[] = [];

  readonly note = (due: number): void => {
    this.#all.push(performance.now() - due);
  };

  /** In milliseconds. */
  read(): { readonly p50: number; readonly p99: number; readonly max: number } {
    const sorted = this.#all.slice(this.#all.length / 3).toSorted((a, b) => a - b);
    const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1]!;
    return { p50: at(0.5), p99: at(0.99), max: sorted.at(-1)! };
  }

  get count(): number {
    return this.#all.length;
  }
}
