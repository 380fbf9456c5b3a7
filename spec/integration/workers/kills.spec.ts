import { describe, expect, it } from '@jest/globals';
import { batch, map, Pipeline, unbatch } from 'skorche';
import { useFolder } from './folder.js';
import { byNumber, KINDS, tasks, upTo } from './kinds.js';

const ITEMS = 2000;
/** For a run that hangs: the deaths take seconds, or half a minute on a busy machine. */
const LONGEST = 90_000;
const folder = useFolder();

/** The same for every run of the spec, and not regular. */
function shuffled(items: readonly number[]): number[] {
  let seed = 42;
  const random = (): number => (seed = (seed * 48_271) % 2_147_483_647);
  return items
    .map((item) => [random(), item] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, item]) => item);
}

/** Deaths in one run: a process takes several times as long to replace as a thread. `../killing` has more, from outside. */
const KILLS = { threads: [30, 10], processes: [8, 5] } as const;

describe.each(KINDS)('many deaths of %s in one run', (kind) => {
  const { work, workAmongOthers } = tasks<'work' | 'workAmongOthers'>(kind, 'faults.mjs');

  it.each([
    [KILLS[kind][0], 'one call at a time in each', { task: work, options: {} }],
    [KILLS[kind][1], 'many calls at a time in each', { task: workAmongOthers, options: { concurrency: 8 } }],
  ])(
    'lose nothing and double nothing: %i, with %s',
    async (kills, _, { task, options }) => {
      const killers = new Set(shuffled(upTo(ITEMS)).slice(0, kills));
      const items = upTo(ITEMS).map((n) =>
        killers.has(n) ? { n, fault: 'exits', mark: folder.mark(), ms: 0 } : { n, ms: 0 },
      );
      const pipeline = new Pipeline();
      const worked = map(task, pipeline.queue({ from: items }), options);
      const results = map((n: number) => n, unbatch(batch(worked, 7)));
      const run = pipeline.run({ threads: 2, processes: 2, signal: AbortSignal.timeout(LONGEST - 10_000) });
      const { nodes } = await run;
      expect(results.flush().toSorted(byNumber)).toEqual(upTo(ITEMS));
      expect(nodes[1]).toMatchObject({ in: ITEMS, out: ITEMS, failed: 0, active: 0 });
    },
    LONGEST,
  );
});
