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
  /** Calls `work` every `ms` milliseconds, as long as something else keeps the process alive. */
  every(ms: number, work: () => void): () => void;
  /** Milliseconds, from some fixed point, in which this thread was at work. */
  worked(): number;
}

/** Milliseconds that a timer of Node can take: one of more is over at once. */
const LONGEST = 2 ** 31 - 1;

/** The clock of every real run. */
export const systemClock: Clock = {
  now: () => performance.now(),
  soon: (work) => queueMicrotask(work),
  yield: (work) => void setImmediate(work),
  after: (ms, work) => {
    let timer: NodeJS.Timeout;
    const arm = (left: number): void => {
      timer = setTimeout(() => (left > LONGEST ? arm(left - LONGEST) : work()), Math.min(left, LONGEST));
    };
    arm(ms);
    return () => clearTimeout(timer);
  },
  every: (ms, work) => {
    const timer = setInterval(work, ms).unref();
    return () => clearInterval(timer);
  },
  worked: () => performance.eventLoopUtilization().active,
};
