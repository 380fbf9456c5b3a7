import { performance } from 'node:perf_hooks';

/** Time, as a run sees it: the system's, or a virtual one in tests. */
export interface Clock {
  /** Milliseconds from some fixed point. */
  now(): number;
  /** Calls `work` as soon as the current call stack is empty. */
  soon(work: () => void): void;
  /** Calls `work` once timers and I/O that are due have had their turn. */
  yield(work: () => void): void;
  /** Calls `work` after `ms` milliseconds; the function returned calls it off. */
  after(ms: number, work: () => void): () => void;
}

/** The clock of every real run. */
export const systemClock: Clock = {
  now: () => performance.now(),
  soon: (work) => queueMicrotask(work),
  yield: (work) => void setImmediate(work),
  after: (ms, work) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};
