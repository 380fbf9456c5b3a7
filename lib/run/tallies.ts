import type { Clock } from '../clock.js';
import { between, type Times } from '../insight/meter.js';
import type { Network, Node } from './network.js';
import type { Pools } from './pools.js';
import { sum } from './report.js';

/** All that a run has added up by some time: milliseconds, and items. */
export interface Tally {
  readonly at: number;
  /** In which this thread was at work. */
  readonly thread: number;
  /** One each node. */
  readonly times: readonly Times[];
  readonly out: readonly number[];
  readonly ended: readonly number[];
  /** One each queue: in which its readers held it up, and in which its subscribers had this thread. */
  readonly blocked: readonly number[];
  readonly shown: readonly number[];
  /** One each pool. */
  readonly pools: readonly Pick<Times, 'life' | 'worked'>[];
}

/** @param at now, or a time since when nothing has happened */
export function tallyOf({ nodes, queues }: Network, pools: Pools, clock: Clock, at = clock.now()): Tally {
  return {
    at,
    thread: clock.worked(),
    times: nodes.map(({ site }) => site.meter.read(at)),
    out: nodes.map(({ site }) => sum(site.outputs, 'entered')),
    ended: nodes.map(endedBy),
    blocked: queues.map(({ outlet }) => outlet.meter.read(at).blocked),
    shown: queues.map(({ channel }) => channel.audience.meter.read(at).own),
    pools: pools.times(at),
  };
}

/** What was added from one time to another. */
export function differenceOf(earlier: Tally, later: Tally): Tally {
  return {
    at: later.at - earlier.at,
    thread: later.thread - earlier.thread,
    times: later.times.map((times, i) => between(earlier.times[i]!, times)),
    out: added(later.out, earlier.out),
    ended: added(later.ended, earlier.ended),
    blocked: added(later.blocked, earlier.blocked),
    shown: added(later.shown, earlier.shown),
    pools: later.pools.map(({ life, worked }, i) => ({
      life: life - earlier.pools[i]!.life,
      worked: worked - earlier.pools[i]!.worked,
    })),
  };
}

/** Items that a node has done with. */
function endedBy({ site: { outputs, account } }: Node): number {
  return sum(outputs, 'entered') + account.failed + account.skipped;
}

function added(later: readonly number[], earlier: readonly number[]): number[] {
  return later.map((value, i) => value - earlier[i]!);
}
