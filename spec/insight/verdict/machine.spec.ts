import { describe, expect, it } from '@jest/globals';
import type { NodeLoad, RunLoad } from '../../../lib/insight/load.js';
import { verdictOf } from '../../../lib/insight/verdict/verdict.js';

/** A task that was at work for `worked` of 1000 ms, for `own` of them on this thread. */
function task(label: string, worked: number, own: number, place: 'inline' | 'threads'): NodeLoad {
  const report = { id: `task:${label}`, kind: 'task', label, concurrency: place === 'inline' ? 1 : 2 };
  const times = { life: 1000, worked, own, ready: 0, blocked: 0, resting: 0, starved: 1000 - worked };
  return {
    report: { ...report, busy: worked / 1000, blocked: 0, starved: 1 - worked / 1000 },
    times,
    place,
    standing: 'working',
    share: 1,
    ended: 100,
    retries: 0,
    before: [],
    after: [],
  } as unknown as NodeLoad;
}

describe('the verdict on a machine whose cores are all busy', () => {
  it('names the node that takes most of it, not one that is busier, but waits', () => {
    const nodes = [task('read', 1000, 40, 'inline'), task('hash', 900, 0, 'threads')];
    const run: RunLoad = {
      elapsed: 1000,
      thread: 300,
      cores: 2,
      isOver: true,
      quiet: 0,
      nodes,
      queues: [],
      pools: [{ kind: 'threads', size: 2, life: 1000, busy: 0.9, effort: 1 }],
    };
    expect(verdictOf(run)).toEqual({
      bottleneck: 'task:hash',
      sentence:
        'bottleneck: the machine, every core is busy (100 % of 2: 90 % of 2 threads); hash takes 86 % of it; only less work or more machines would help',
    });
  });
});
