import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import { Allowance } from './allowance.js';

/** How long calls take, in milliseconds. All 0 where none has ended. */
export interface LatencyReport {
  /** Their sum by their number. */
  readonly mean: number;
  /** The median: half of them took no longer. */
  readonly p50: number;
  /** 95 of 100 took no longer. */
  readonly p95: number;
  /** 99 of 100 took no longer. */
  readonly p99: number;
  /** The longest. */
  readonly max: number;
}

/** Nanoseconds in a millisecond, and in the longest call that is told from longer ones: an hour. */
const MS = 1e6;
const HOUR = 3.6e12;
/** As many calls as are kept one by one. */
const FEW = 64;
/** Calls that `lately` looks back on, about. */
const LATELY = 16;

const NOBODY: ReadonlySet<never> = new Set();
const NO_LATENCY: LatencyReport = { mean: 0, p50: 0, p95: 0, p99: 0, max: 0 };

/**
 * The latency of a task's calls, in an HDR histogram of two digits. All calls are timed while there are no
 * more than a thousand a second, 128 at once; of more, some of those that begin together.
 */
export class Latency {
  /** Told of every call that is timed: milliseconds. */
  #listeners: ReadonlySet<(ms: number) => void> = NOBODY;
  /** The first of them: until there are enough to be worth a histogram, all. */
  readonly #first: number[] = [];
  #histogram: RecordableHistogram | undefined;
  readonly allowance = new Allowance();
  /** Milliseconds that calls have taken lately; too many to say, before any has ended. */
  lately = Infinity;

  /** A call took `ms` milliseconds. */
  record(ms: number): void {
    if (this.#histogram !== undefined) this.#histogram.record(nanoseconds(ms));
    else if (this.#first.push(ms) === FEW) this.#open();
    this.lately = this.lately === Infinity ? ms : this.lately + (this.#likely(ms) - this.lately) / LATELY;
    for (const listener of this.#listeners) listener(ms);
  }

  /** Tells `listener` of every call that is timed, until the function returned is called. */
  listen(listener: (ms: number) => void): () => void {
    this.#listeners = new Set([...this.#listeners, listener]);
    return () => {
      this.#listeners = new Set([...this.#listeners].filter((other) => other !== listener));
    };
  }

  /** Calls that were over together: as many of them as may be timed, evenly. */
  recordSome(times: Float64Array, now: number): void {
    const most = this.allowance.at(now);
    if (most < 1) return;
    const step = Math.ceil(times.length / most);
    for (let i = 0; i < times.length; i += step) this.record(times[i]!);
    this.allowance.spend(Math.ceil(times.length / step), now);
  }

  /** A call during which the machine did something else says little. */
  #likely(ms: number): number {
    return Math.min(ms, 8 * this.lately + 0.001);
  }

  read(): LatencyReport {
    const histogram = this.#histogram;
    if (histogram === undefined) return exactly(this.#first);
    const at = (percentile: number): number => histogram.percentile(percentile) / MS;
    return { mean: histogram.mean / MS, p50: at(50), p95: at(95), p99: at(99), max: histogram.max / MS };
  }

  /** How long the first `count` calls took on average, of those that are kept. */
  early(count: number): number {
    return meanOf(this.#first, Math.min(count, this.#first.length));
  }

  #open(): void {
    this.#histogram = createHistogram({ lowest: 1, highest: HOUR, figures: 2 });
    for (const ms of this.#first) this.#histogram.record(nanoseconds(ms));
  }
}

function nanoseconds(ms: number): number {
  return Math.max(1, Math.min(HOUR, Math.round(ms * MS)));
}

/** The same of a few. */
function exactly(times: readonly number[]): LatencyReport {
  if (times.length === 0) return NO_LATENCY;
  if (times.length === 1) return alone(times[0]!);
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1]!;
  return {
    mean: meanOf(sorted, sorted.length),
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    max: sorted.at(-1)!,
  };
}

function alone(ms: number): LatencyReport {
  return { mean: ms, p50: ms, p95: ms, p99: ms, max: ms };
}

/** The average of the first `count`. */
function meanOf(times: readonly number[], count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += times[i]!;
  return count === 0 ? 0 : sum / count;
}
