import { performance } from 'node:perf_hooks';

/** Time, as a run sees it: the system's, or a virtual one in tests. */
export interface Clock {
  /** Milliseconds from some fixed point. */
  now(): number;
  /** Calls `work` as soon as the current call stack is empty. */
  soon(work: () => void): void;
  /** Calls `work` once timers and I/O that are due are through. */
  yield(work: () => void): void;
  /** Calls `work` after `ms` milliseconds; the function returned calls it off. */
  after(ms: number, work: () => void): () => void;
  /** Calls `work` every `ms` milliseconds, as long as something else keeps the process alive. */
  every(ms: number, work: () => void): () => void;
  /** Milliseconds, from some fixed point, in which this thread was at work. */
  worked(): number;
}

/** Most milliseconds that a timer of Node can take: one of more fires at once. */
const LONGEST = 2 ** 31 - 1;

/** A timer of any length: as many of Node's, one after the other, as it takes. The function returned calls it off. */
function timer(ms: number, work: () => void, keepsAlive: boolean): () => void {
  let current: NodeJS.Timeout;
  const arm = (left: number): void => {
    const part = Math.min(left, LONGEST);
    current = setTimeout(() => (left > part ? arm(left - part) : work()), part);
    if (!keepsAlive) current.unref();
  };
  arm(ms);
  return () => clearTimeout(current);
}

/** What waits for it has its turn as a microtask, and without the AsyncResource that `queueMicrotask` makes of each. */
const KEPT = Promise.resolve();

/** Does `work`. What that throws ends the process, as it would in a microtask. */
function attempt(work: () => void): void {
  try {
    work();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

/** The clock of every real run, and of what runs inside workers. */
export const systemClock: Clock = {
  now: () => performance.now(),
  soon: (work) => void KEPT.then(() => attempt(work)),
  yield: (work) => void setImmediate(work),
  after: (ms, work) => timer(ms, work, true),
  every: (ms, work) => {
    let callOff: () => void;
    const next = (): void => {
      callOff = timer(ms, again, false);
    };
    const again = (): void => {
      next(); // first: `work` may call it off, or throw
      work();
    };
    next();
    return () => callOff();
  },
  worked: () => performance.eventLoopUtilization().active,
};

/** Waits for all of `events`, well or not, but at most `ms` milliseconds. Whether they came. */
export async function cameWithin(
  clock: Clock,
  ms: number,
  events: readonly (Promise<unknown> | undefined)[],
): Promise<boolean> {
  let callOff!: () => void;
  const late = new Promise<boolean>((resolve) => (callOff = clock.after(ms, () => resolve(false))));
  const came = await Promise.race([Promise.allSettled(events).then(() => true), late]);
  callOff();
  return came;
}
