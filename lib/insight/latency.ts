import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';

/** How long calls take, in milliseconds. All 0 where none has ended. */
export interface LatencyReport {
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** Nanoseconds in a millisecond, and in the longest call that is told from longer ones: an hour. */
const MS = 1e6;
const HOUR = 3.6e12;
/** Calls that are timed between two looks at how often they come. */
const SAMPLE = 64;

export const NO_LATENCY: LatencyReport = { mean: 0, p50: 0, p95: 0, p99: 0, max: 0 };

/**
 * The latency of a task's calls, in an HDR histogram of two digits: every call where they are slow, a
 * random sample of about a thousand a second where they are quick.
 */
export class Latency {
  /** Told of every call that is timed: milliseconds. */
  listener: ((ms: number) => void) | undefined;
  /** The first of them, before there are enough to be worth a histogram. */
  #first: number[] = [];
  #histogram: RecordableHistogram | undefined;
  /** Calls left until one is to be timed: counted down by whoever makes them, and then set by {@link next}. */
  left = 1;
  /** Calls for each that is timed. */
  #stride = 1;
  #samples = 0;
  #since = 0;
  #isIdle = true;

  /** A call is being timed: chooses the next one. */
  next(): void {
    this.left = this.#stride === 1 ? 1 : 1 + Math.floor(Math.random() * 2 * this.#stride);
  }

  /** A call that was due took `ms` milliseconds, and has ended at `now`. */
  record(ms: number, now: number): void {
    if (this.#histogram !== undefined) this.#histogram.record(nanoseconds(ms));
    else if (this.#first.push(ms) === SAMPLE) this.#open();
    this.listener?.(ms);
    this.#isIdle = false;
    if (++this.#samples < SAMPLE) return;
    const took = now - this.#since;
    if (took < SAMPLE) this.#stride *= 2;
    else if (took > 4 * SAMPLE) this.#stride = Math.max(1, this.#stride / 2);
    this.#samples = 0;
    this.#since = now;
  }

  /** Now and then: calls that have become slow are all timed again. */
  relax(): void {
    if (this.#isIdle && this.#stride > 1) {
      this.#stride = Math.max(1, this.#stride / 8);
      this.left = Math.min(this.left, this.#stride);
    }
    this.#isIdle = true;
  }

  read(): LatencyReport {
    const histogram = this.#histogram;
    if (histogram === undefined) return exactly(this.#first);
    const at = (percentile: number): number => histogram.percentile(percentile) / MS;
    return { mean: histogram.mean / MS, p50: at(50), p95: at(95), p99: at(99), max: histogram.max / MS };
  }

  #open(): void {
    this.#histogram = createHistogram({ lowest: 1, highest: HOUR, figures: 2 });
    for (const ms of this.#first) this.#histogram.record(nanoseconds(ms));
    this.#first = [];
  }
}

function nanoseconds(ms: number): number {
  return Math.max(1, Math.min(HOUR, Math.round(ms * MS)));
}

/** The same of a few. */
function exactly(times: readonly number[]): LatencyReport {
  if (times.length === 0) return NO_LATENCY;
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1]!;
  const mean = sorted.reduce((sum, ms) => sum + ms, 0) / sorted.length;
  return { mean, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: sorted.at(-1)! };
}
