import { reasonOf, WorkerError, type ErrorCode } from '../errors.js';

const timeouts = new WeakSet<TimeoutError>();

/** Why a call that took longer than it may has failed. */
export class TimeoutError extends Error {
  static {
    this.prototype.name = 'TimeoutError';
  }

  constructor(ms: number) {
    super(`no result within ${ms} ms`);
    timeouts.add(this);
  }

  /** Asks what may be anything that can be thrown, a Proxy too, without touching it. */
  static is(error: unknown): error is TimeoutError {
    return timeouts.has(error as TimeoutError);
  }
}

/** A call has taken longer than `ms`. */
export function timedOut(ms: number): TimeoutError {
  return new TimeoutError(ms);
}

/** A worker is there, and can't do what it is asked for. */
export function refused(code: ErrorCode, message: string, cause: unknown): WorkerError {
  return new WorkerError(code, `worker: ${message}`, cause === undefined ? {} : { cause });
}

/** A worker has not answered in the time that it has to start. */
export function noneStarted(seconds: number): WorkerError {
  const message = `worker: none could be started within ${seconds} s. Is a module waiting for something at its top level?`;
  return new WorkerError('worker-start-failed', message);
}

/** Workers die without an item to blame, one after the other. */
export function idleDeaths(deaths: number, cause: unknown): WorkerError {
  const message = `worker: ${deaths} workers died one after the other while they had nothing to do: ${reasonOf(cause)}`;
  return new WorkerError('worker-died', message, { cause });
}

/** How a worker ended that was not told to: an exit code, or a signal. */
export function workerEnded(kind: string, how: number | NodeJS.Signals, isOutOfMemory = false): WorkerError {
  const end =
    typeof how === 'number'
      ? `ended with exit code ${how}`
      : isOutOfMemory
        ? `ran out of memory, and ended with ${how}`
        : how === 'SIGKILL'
          ? `was ended by ${how}, as the system does when memory runs out`
          : `was ended by ${how}`;
  return new WorkerError('worker-died', `the ${kind} ${end}`);
}

/** A packet came to a worker whose module has no such function. */
export function notThere(message: string): Error {
  return new Error(message);
}
