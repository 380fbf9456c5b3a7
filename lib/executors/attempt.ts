import type { TaskContext } from './executor.js';

/** One call of a task's function that asked for its context: its signal follows the run's, and its own timeout. */
export class Attempt {
  readonly context: TaskContext;
  readonly #run: AbortSignal;
  readonly #own: AbortController | undefined;
  readonly #follow = (): void => this.#own?.abort(this.#run.reason);

  constructor(run: AbortSignal, task: string, attempt: number, hasTimeout: boolean) {
    this.#run = run;
    if (hasTimeout) {
      this.#own = new AbortController();
      run.addEventListener('abort', this.#follow);
    }
    this.context = { signal: this.#own?.signal ?? run, attempt, task };
  }

  /** The call is no longer waited for: it has settled, or `late` is why it need not. */
  end(late?: Error): void {
    this.#run.removeEventListener('abort', this.#follow);
    if (late !== undefined) this.#own?.abort(late);
  }
}

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

/** Whether what a function returned is to be waited for. */
export function isThenable<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return (
    value !== null &&
    (typeof value === 'object' || typeof value === 'function') &&
    typeof (value as PromiseLike<T>).then === 'function'
  );
}
