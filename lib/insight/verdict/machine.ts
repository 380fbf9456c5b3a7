import { nameOf, percent, processorTime, processorTimes, type RunLoad } from '../load.js';
import { limits } from './phrases.js';
import type { Verdict } from '../snapshot.js';

/** The machine has no time left: the node that takes most of it limits the run, busy or not, since to wait takes none. */
export function ofMachine(used: number, run: RunLoad): Verdict {
  const { cores, pools } = run;
  const inPools = pools
    .map(({ kind, size, busy, effort }) => `${percent(busy * effort)} of ${size} ${kind}`)
    .join(', ');
  const first = `the machine, every core is busy (${percent(Math.min(1, used))} of ${cores}${inPools && `: ${inPools}`})`;
  const [most, work] = processorTimes(run)[0]!;
  return limits(most, [
    first,
    `${nameOf(most)} takes ${percent(work / processorTime(run))} of it`,
    'only less work or more machines would help',
  ]);
}
