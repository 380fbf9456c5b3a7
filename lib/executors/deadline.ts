import type { Clock } from '../clock.js';

/** Milliseconds after which a timer is late: its thread was busy, and what was over meanwhile has not been heard. */
const LATE = 4;
/** Most milliseconds that are given for that. */
const MOST = 100;

/**
 * Calls `late` when something has not been over within `ms` milliseconds; the function returned calls it off.
 * Time in which the thread could hear of nothing, at the end, is given back: a busy thread makes no call late.
 */
export function deadline(clock: Pick<Clock, 'now' | 'after'>, ms: number, late: () => void): () => void {
  const due = clock.now() + ms;
  let callOff = clock.after(ms, () => {
    const over = clock.now() - due;
    if (over < LATE) late();
    else callOff = clock.after(Math.min(over, MOST), late);
  });
  return () => callOff();
}
