import { describe, expect, it } from '@jest/globals';
import { map, merge, Pipeline, tee } from 'skorche';
import { KINDS, resultsOf, tasks, upTo } from './kinds.js';

interface Call {
  readonly n: number;
  readonly worker: string;
  readonly from: number;
  readonly to: number;
}

/** The most calls that were under way at a time. */
function mostAtATime(calls: readonly Call[]): number {
  return Math.max(
    ...calls.map(({ from }) => calls.filter((one) => one.from <= from && from < one.to).length),
  );
}

/** Quick items, with a slow one now and then. */
const uneven = upTo(400).map((n) => ({ n, ms: n % 50 === 0 ? 15 : 0.1 }));

const workersOf = (calls: readonly Call[]): Set<string> => new Set(calls.map(({ worker }) => worker));

describe.each(KINDS)('concurrency on %s', (kind) => {
  const { busy, busyToo, idle } = tasks<'busy' | 'busyToo' | 'idle'>(kind, 'timing.mjs');

  it.each([1, 2, 3, 8])('is kept to, and reached: %i calls that wait, on 2 workers', async (concurrency) => {
    const calls = await resultsOf(
      idle,
      upTo(60 * concurrency).map((n) => ({ n, ms: 8 })),
      { concurrency },
    );
    expect(calls).toHaveLength(60 * concurrency);
    expect(mostAtATime(calls)).toBe(concurrency);
  });

  it('of 1 is kept to by calls that compute', async () => {
    expect(mostAtATime(await resultsOf(busy, uneven, { concurrency: 1 }))).toBe(1);
  });

  it('of 1 keeps the order', async () => {
    const calls = await resultsOf(busy, uneven, { concurrency: 1 });
    expect(calls.map(({ n }) => n)).toEqual(upTo(400));
  });

  it('is the number of workers by default, and uses all of them', async () => {
    const items = upTo(300).map((n) => ({ n, ms: 5 })); // enough for the last worker to have started
    expect(workersOf(await resultsOf(busy, items, {}, { threads: 3, processes: 3 })).size).toBe(3);
    expect(workersOf(await resultsOf(busy, items, {}, { threads: 1, processes: 1 })).size).toBe(1);
  });

  it('is shared by tasks: a slow one and a quick one keep both workers', async () => {
    const pipeline = new Pipeline();
    const [left, right] = tee(pipeline.queue({ from: upTo(100) }), 2);
    const quick = map(
      busy,
      map((n) => ({ n, ms: 0.2 }), left),
    );
    const slow = map(
      busyToo,
      map((n) => ({ n, ms: 4 }), right),
    );
    const all = merge([quick, map((call: Call) => ({ ...call, isSlow: true }), slow)]);
    await pipeline.run({ threads: 2, processes: 2 });
    const calls = all.flush() as (Call & { isSlow?: true })[];
    const slowly = calls.filter(({ isSlow }) => isSlow);
    expect([calls.length, slowly.length]).toEqual([200, 100]);
    expect(mostAtATime(calls)).toBeLessThanOrEqual(2);
    expect(workersOf(slowly).size).toBe(2);
  });

  it('keeps the order of items on many workers, if it is told to', async () => {
    const items = upTo(400).map((n) => ({ n, ms: (n * 7) % 5 }));
    const sizes = { threads: 4, processes: 3 };
    const calls = await resultsOf(idle, items, { ordered: true, concurrency: 12 }, sizes);
    expect(calls.map(({ n }) => n)).toEqual(upTo(400));
  });
});
