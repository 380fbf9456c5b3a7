import { describe, expect, it } from '@jest/globals';
import { map, Pipeline, tee } from 'skorche';
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

/** Items one by one, until enough workers have started, however long that takes; and so many more. */
function* until(isEnough: () => boolean, more: number): Generator<number> {
  let n = 0;
  while (!isEnough() && n < 100_000) yield n++;
  for (const end = n + more; n < end; n++) yield n;
}

const workersOf = (calls: readonly Call[]): Set<string> => new Set(calls.map(({ worker }) => worker));

describe.each(KINDS)('concurrency on %s', (kind) => {
  const { busy, busyToo, idle } = tasks<'busy' | 'busyToo' | 'idle'>(kind, 'timing.mjs');

  it.each([1, 3, 8])('is kept to, and reached: %i calls that wait, on 2 workers', async (concurrency) => {
    const calls = await resultsOf(
      idle,
      upTo(30 * concurrency).map((n) => ({ n, ms: 8 })),
      { concurrency },
    );
    expect(calls).toHaveLength(30 * concurrency);
    expect(mostAtATime(calls)).toBe(concurrency);
  });

  it('of 1 is kept to by calls that compute, and keeps the order', async () => {
    const calls = await resultsOf(busy, uneven, { concurrency: 1 });
    expect(mostAtATime(calls)).toBe(1);
    expect(calls.map(({ n }) => n)).toEqual(upTo(400));
  });

  it('is the number of workers by default, and uses all of them', async () => {
    const seen: Call[] = [];
    const pipeline = new Pipeline();
    const numbers = pipeline.queue({ from: until(() => workersOf(seen).size === 3, 60) });
    const items = map((n) => ({ n, ms: 8 }), numbers);
    map(idle, items).subscribe((call: Call) => seen.push(call));
    await pipeline.run({ threads: 3, processes: 3 });
    expect(workersOf(seen).size).toBe(3);
    expect(mostAtATime(seen.slice(-60))).toBe(3);
  });

  it('is shared by tasks: a slow one and a quick one keep both workers', async () => {
    const pipeline = new Pipeline();
    const slowly: Call[] = [];
    const numbers = until(() => workersOf(slowly).size === 2, 50);
    const [left, right] = tee(pipeline.queue({ from: numbers }), 2);
    const quick = map(
      busy,
      map((n) => ({ n, ms: 0.2 }), left),
    );
    const slow = map(
      busyToo,
      map((n) => ({ n, ms: 4 }), right),
    );
    slow.subscribe((call: Call) => slowly.push(call));
    await pipeline.run({ threads: 2, processes: 2 });
    const quickly = quick.flush();
    expect(quickly.length).toBe(slowly.length);
    expect(mostAtATime([...quickly, ...slowly])).toBeLessThanOrEqual(2);
    expect(workersOf(slowly).size).toBe(2);
  });

  it('keeps the order of items on many workers, if it is told to', async () => {
    const items = upTo(400).map((n) => ({ n, ms: (n * 7) % 5 }));
    const sizes = { threads: 3, processes: 2 };
    const calls = await resultsOf(idle, items, { ordered: true, concurrency: 12 }, sizes);
    expect(calls.map(({ n }) => n)).toEqual(upTo(400));
  });
});
