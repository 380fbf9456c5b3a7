import { describe, expect, it } from '@jest/globals';
import { filter, map, Pipeline } from 'skorche';
import { byNumber, outcome, tasks, upTo } from '../workers/kinds.js';

const { counted } = tasks<'counted'>('threads', 'timing.mjs');
const COUNT = 3000;

/** Items of which one in `every` is slow, with memory in which their calls are counted. */
function skewed(every: number, slow: number): { items: object[]; times: () => number[] } {
  const calls = new SharedArrayBuffer(COUNT * 4);
  const items = upTo(COUNT).map((n) => ({ n, ms: n % every === every - 1 ? slow : 0.02, calls }));
  return { items, times: () => [...new Int32Array(calls)] };
}

describe('packets to threads', () => {
  it.each([1, 2, 3])(
    'are shared out again behind a slow item, and no item is done twice: concurrency %i',
    async (concurrency) => {
      const { items, times } = skewed(500, 70);
      const { results, report, error } = await outcome(counted, items, { concurrency });
      expect(error).toBeUndefined();
      // One call at a time keeps the order by itself.
      expect(concurrency === 1 ? results : results.toSorted(byNumber)).toEqual(upTo(COUNT));
      expect(times().filter((calls) => calls !== 1)).toEqual([]);
      expect(report!.nodes[1]).toMatchObject({ in: COUNT, out: COUNT, active: 0 });
    },
  );

  it('of slow items are not read ahead: four wait for each thread', async () => {
    const items = upTo(60).map((n) => ({ n, ms: 15, calls: new SharedArrayBuffer(60 * 4) }));
    const { report } = await outcome(counted, items, {}, { threads: 2 });
    expect(report!.queues[0]).toMatchObject({ peak: 8, capacity: 8 });
  });

  it('keep the order all the same, on more threads than calls', async () => {
    const { items, times } = skewed(500, 70);
    const { results, error } = await outcome(
      counted,
      items,
      { ordered: true, concurrency: 2 },
      { threads: 3 },
    );
    expect(error).toBeUndefined();
    expect(results).toEqual(upTo(COUNT));
    expect(new Set(times())).toEqual(new Set([1]));
  });

  it('hold back no more results than the capacity behind the task allows, where that is given', async () => {
    const { items } = skewed(COUNT, 0);
    items[1000] = { ...items[1000], ms: 200 };
    const pipeline = new Pipeline();
    const out = pipeline.queue<number>({ capacity: 1 });
    map(counted, pipeline.queue({ from: items }), { out, ordered: true, concurrency: 2 });
    out.subscribe();
    const run = pipeline.run({ threads: 2 });
    let most = 0;
    const look = setInterval(() => {
      const { in: taken, out: given } = run.snapshot().nodes[1]!;
      most = Math.max(most, taken - given);
    }, 5);
    await run;
    clearInterval(look);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(2 + 1);
  });

  it.each([
    ['grow the capacity of an output that is iterated over', undefined, 65, 8192],
    ['leave it as it was given', 100, 100, 100],
  ])('%s', async (_what, capacity, least, most) => {
    const pipeline = new Pipeline();
    const results = map(counted, pipeline.queue({ from: skewed(COUNT, 0).items }));
    const all = filter(() => true, results, {
      out: pipeline.queue<number>({ ...(capacity && { capacity }) }),
    });
    const run = pipeline.run({ threads: 2 });
    const read: number[] = [];
    for await (const n of all) read.push(n);
    const { queues } = await run;
    expect(read.toSorted(byNumber)).toEqual(upTo(COUNT));
    expect(all.capacity).toBeGreaterThanOrEqual(least);
    expect(all.capacity).toBeLessThanOrEqual(most);
    expect(queues.at(-1)!.capacity).toBe(all.capacity);
  });

  it('let one slow item hold up no other: it is done when all others are', async () => {
    const { items } = skewed(COUNT, 0);
    items[1000] = { ...items[1000], isLast: true };
    const { results, error } = await outcome(counted, items);
    expect(error).toBeUndefined(); // where one is held up, both wait until the run is aborted
    expect(results.toSorted(byNumber)).toEqual(upTo(COUNT));
  });
});
