import { checkDuration, checkInteger, checkKeys, invalid } from '../../arguments.js';
import type { Site } from '../stage.js';
import type { Job } from './job.js';

/** How calls that fail are made again. */
export interface RetryOptions {
  /** How many times a failed call is made again, from 0. */
  readonly count: number;
  /** Milliseconds before a call is made again, from 0. @default 0 */
  readonly delay?: number;
  /** `'exponential'`: each delay is twice the one before. @default 'fixed' */
  readonly backoff?: 'fixed' | 'exponential';
  /** Most milliseconds that a delay grows to, from 0. @default without limit */
  readonly maxDelay?: number;
  /** The share of each delay, from 0 to 1, that is left to chance, so that calls that failed together aren't made again together. @default 0 */
  readonly jitter?: number;
}

/** Retry options made complete. */
export type Retry = Required<RetryOptions>;

export function retryOf(options: number | RetryOptions = 0): Retry {
  const given = typeof options === 'number' ? { count: options } : options;
  return { delay: 0, backoff: 'fixed', maxDelay: Infinity, jitter: 0, ...given };
}

/** Milliseconds to wait after `attempt` calls have failed. */
export function delayAfter({ delay, backoff, maxDelay, jitter }: Retry, attempt: number): number {
  const times = backoff === 'exponential' && delay > 0 ? 2 ** (attempt - 1) : 1; // 0 times Infinity is no number
  const full = Math.min(maxDelay, delay * times);
  return full * (1 - jitter * Math.random());
}

/** Most items that wait for their next attempt at a time, so that nothing piles up behind an outage. */
const MOST_RESTING = 1024;

const NONE = new Map<never, never>();

/** Jobs whose call has failed, and is made again: they rest here until it is time. */
export class Retries<J extends Job<unknown>> {
  readonly #retry: Retry;
  readonly #site: Pick<Site, 'account' | 'scheduler'>;
  readonly #again: (job: J) => void;
  /** Those that rest, by the function that calls it off. */
  #resting: Map<J, () => void> = NONE;

  /** @param again has a job done again, now that it is time */
  constructor(retry: Retry, site: Pick<Site, 'account' | 'scheduler'>, again: (job: J) => void) {
    this.#retry = retry;
    this.#site = site;
    this.#again = again;
  }

  /** How many rest. */
  get resting(): number {
    return this.#resting.size;
  }

  /** Whether so many rest that no new items should be taken up. */
  get isFull(): boolean {
    return this.#resting.size >= MOST_RESTING;
  }

  /** Takes a job whose call has failed; unless that was its last attempt. */
  take(job: J): boolean {
    if (job.attempt > this.#retry.count) return false;
    const delay = delayAfter(this.#retry, job.attempt);
    this.#site.account.retried++;
    job.attempt++;
    job.deaths = 0;
    if (delay === 0) this.#again(job);
    else this.#rest(job, delay);
    return true;
  }

  #rest(job: J, delay: number): void {
    const again = (): void => {
      this.#resting.delete(job);
      this.#again(job);
    };
    if (this.#resting === NONE) this.#resting = new Map();
    this.#resting.set(job, this.#site.scheduler.clock.after(delay, again));
  }

  /** None of those that rest is done again. */
  callOff(): void {
    for (const callOff of this.#resting.values()) callOff();
  }
}

/** @throws {@link PipelineError} `invalid-argument` */
export function checkRetry(where: string, retry: unknown): void {
  if (retry === undefined) return;
  if (typeof retry === 'number') return checkInteger(where, 'retry', retry, 0);
  if (typeof retry !== 'object' || retry === null)
    throw invalid(where, 'retry', 'an integer from 0 and up, or an object', retry);
  checkKeys(`${where}: retry`, retry, ['count', 'delay', 'backoff', 'maxDelay', 'jitter']);
  const { count, delay, backoff, maxDelay, jitter } = retry as RetryOptions;
  if (count === undefined) throw invalid(where, 'retry.count', 'an integer from 0 and up', count);
  checkInteger(where, 'retry.count', count, 0);
  checkDuration(where, 'retry.delay', delay, 0);
  if (maxDelay !== Infinity) checkDuration(where, 'retry.maxDelay', maxDelay, 0);
  if (backoff !== undefined && backoff !== 'fixed' && backoff !== 'exponential') {
    throw invalid(where, 'retry.backoff', "'fixed' or 'exponential'", backoff);
  }
  if (jitter !== undefined && !(typeof jitter === 'number' && jitter >= 0 && jitter <= 1)) {
    throw invalid(where, 'retry.jitter', 'a share from 0 to 1', jitter);
  }
}
