import type { Virtual } from '../virtual.js';

type Later = Pick<Virtual, 'later'>;

/** Never kept, and never broken. */
export const never = (): Promise<never> => new Promise(() => {});

/** A promise that is broken `ms` virtual milliseconds after the call. */
export function failsLater({ later }: Later, ms: number, reason: unknown): Promise<never> {
  return new Broken(later(ms, undefined), reason);
}

/** Settles without a microtask, so that virtual time does not pass it by. */
class Broken extends Promise<never> {
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }
  readonly #after: Promise<unknown>;
  readonly #reason: unknown;

  constructor(after: Promise<unknown>, reason: unknown) {
    super(() => {});
    this.#after = after;
    this.#reason = reason;
  }

  // oxlint-disable-next-line no-thenable -- a promise's own `then`, on another clock
  override then(_kept?: unknown, broken?: ((reason: unknown) => any) | null): Promise<any> {
    void this.#after.then(() => broken?.(this.#reason));
    return this as Promise<any>;
  }
}
