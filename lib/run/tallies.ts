import type { Clock } from '../clock.js';
import { WRITTEN, type Times } from '../insight/meter.js';
import { sum } from '../flow/channel/counts.js';
import type { Network } from './network.js';
import type { Pools } from './pools.js';

/** All that a run has added up by some time: milliseconds, and items. Flat, since there are a few of every run, of every node. */
export interface Tally {
  readonly at: number;
  /** In which this thread was at work. */
  readonly thread: number;
  /** Of every node, as its meter writes them. */
  readonly times: Float64Array;
  /** One each node. */
  readonly out: Float64Array;
  readonly ended: Float64Array;
  /** One each queue: in which its readers held it up, and in which its subscribers had this thread. */
  readonly blocked: Float64Array;
  readonly shown: Float64Array;
  /** One each pool. */
  readonly pools: readonly Pick<Times, 'life' | 'worked'>[];
}

/** @param at now, or a time since when nothing has happened */
export function tallyOf({ nodes, queues }: Network, pools: Pools, clock: Clock, at = clock.now()): Tally {
  const times = new Float64Array(nodes.length * WRITTEN);
  const out = new Float64Array(nodes.length);
  const ended = new Float64Array(nodes.length);
  nodes.forEach(({ site: { meter, outputs, account } }, i) => {
    meter.write(at, times, i * WRITTEN);
    out[i] = sum(outputs, 'entered');
    ended[i] = out[i]! + account.failed + account.skipped;
  });
  const blocked = new Float64Array(queues.length);
  const shown = new Float64Array(queues.length);
  queues.forEach(({ outlet, channel }, i) => {
    blocked[i] = outlet.blocked(at);
    shown[i] = channel.audience.shown(at);
  });
  return { at, thread: clock.worked(), times, out, ended, blocked, shown, pools: pools.times(at) };
}

/** What was added from one time to another. */
export function differenceOf(earlier: Tally, later: Tally): Tally {
  return {
    at: later.at - earlier.at,
    thread: later.thread - earlier.thread,
    times: added(later.times, earlier.times),
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

function added(later: Float64Array, earlier: Float64Array): Float64Array {
  return later.map((value, i) => value - earlier[i]!);
}
