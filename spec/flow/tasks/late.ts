import type { Virtual } from '../../virtual.js';

type Later = Pick<Virtual, 'later'>;

/** Never kept, and never broken. */
export const never = (): Promise<never> => new Promise(() => {});

/** A promise that is broken `ms` virtual milliseconds after the call. */
export async function failsLater({ later }: Later, ms: number, reason: unknown): Promise<never> {
  await later(ms);
  throw reason;
}
