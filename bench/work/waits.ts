// What workers wait for: time, as for an answer from elsewhere.
import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds that an answer takes. */
export const ANSWER = 200;

export const answer = (n: number): Promise<number> => pause(ANSWER, n);
