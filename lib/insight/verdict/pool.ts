import { adviceOnPool } from './advice.js';
import { nameOf, percent, sharesOf, type PoolLoad, type RunLoad } from '../load.js';
import { around, limits } from './phrases.js';
import type { Verdict } from '../snapshot.js';

/**
 * Workers that several tasks share have no time left, though none of the tasks is at work all the time: the one
 * that takes most of it limits the run.
 */
export function ofPool(pool: PoolLoad, run: RunLoad): Verdict {
  const [most, share] = sharesOf(pool, run)[0]!;
  return limits(most, [
    `${named(pool)}, ${percent(pool.busy)} busy, of which ${nameOf(most)} takes ${percent(share)}`,
    ...around(most, run),
    adviceOnPool(pool, most, run),
  ]);
}

function named({ kind, size }: PoolLoad): string {
  if (size > 1) return `the ${size} ${kind}`;
  return kind === 'threads' ? 'the only thread for tasks' : 'the only process for tasks';
}
