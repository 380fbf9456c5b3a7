import type { Retry } from './retry.js';

/** How a task is dispatched, wherever it runs. */
export interface Dispatch {
  readonly concurrency: number;
  readonly ordered: boolean;
  readonly context: boolean;
  /** Milliseconds for one attempt; none is given for ever. */
  readonly timeout: number | undefined;
  readonly retry: Retry;
  /** What becomes of an item after its last attempt. */
  readonly onError: 'fail' | 'skip' | 'route';
}
