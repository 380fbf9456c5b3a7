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

/** Whether what a function returned is to be waited for. */
export function isThenable<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return (
    value !== null &&
    (typeof value === 'object' || typeof value === 'function') &&
    typeof (value as PromiseLike<T>).then === 'function'
  );
}
