import { describe, expect, it } from '@jest/globals';
import { map, Pipeline, sink, type Failure, type Report, type RunOptions } from '../../lib/index.js';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

/** Runs numbers through a task that skips some; tells how far it came. */
async function runSkipping(
  count: number,
  isBad: (n: number) => boolean,
  options: RunOptions,
): Promise<{ report?: Report; error?: any; called: number }> {
  const pipeline = new Pipeline();
  let called = 0;
  const checked = (n: number): void => {
    called++;
    if (isBad(n)) throw new Error(`no ${n}`);
  };
  sink(checked, pipeline.queue({ from: numbers(count) }), { name: 'checked', onError: 'skip' });
  return pipeline.run(options).then(
    (report) => ({ report, called }),
    (error: unknown) => ({ error, called }),
  );
}

const fails = (): never => {
  throw new Error('no');
};

/** Whether a run settles well in which 1 is routed, by a task that fails once on each of 0 to 3, and the others are skipped. */
async function toleratesFour(maxFailures: number): Promise<boolean> {
  const pipeline = new Pipeline();
  const failures = pipeline.queue<Failure<number>>();
  const tried = new Set<number>();
  const flaky = (n: number): number => {
    if (tried.has(n) && n !== 1) return n;
    tried.add(n);
    return fails();
  };
  const left = map(flaky, pipeline.queue({ from: numbers(4) }), { onError: failures, retry: 1 });
  sink(fails, left, { onError: 'skip' });
  return pipeline.run({ maxFailures }).then(
    () => true,
    () => false,
  );
}

describe('maxFailures, a count', () => {
  it('lets as many items fail', async () => {
    const { report } = await runSkipping(50, (n) => n < 3, { maxFailures: 3 });
    expect(report!.nodes[1]).toMatchObject({ in: 50, out: 47, skipped: 3 });
  });

  it('ends the run with the first item beyond, naming it', async () => {
    const { error, called } = await runSkipping(50, (n) => n % 2 === 0, { maxFailures: 3 });
    expect(error).toMatchObject({
      code: 'too-many-failures',
      message:
        'run: 4 items have failed, more than `maxFailures` allows (3). The last: checked: failed on 6: no 6',
      cause: { code: 'task-failed', item: 6 },
    });
    expect(called).toBeLessThan(10);
  });

  it('of 0 tolerates none', async () => {
    const { error } = await runSkipping(5, (n) => n === 4, { maxFailures: 0 });
    expect(error).toMatchObject({ code: 'too-many-failures' });
    expect(await runSkipping(5, () => false, { maxFailures: 0 })).toHaveProperty('report');
  });

  it('counts what was skipped and what was routed, of all tasks, and no retry that helped', async () => {
    expect(await toleratesFour(4)).toBe(true);
    expect(await toleratesFour(3)).toBe(false);
  });
});

describe('maxFailures, a share', () => {
  it('is judged at the end', async () => {
    expect(await runSkipping(10, (n) => n < 2, { maxFailures: 0.2 })).toHaveProperty('report');
    expect(await runSkipping(10, (n) => n < 3, { maxFailures: 0.2 })).toMatchObject({
      error: { code: 'too-many-failures', message: expect.stringContaining('(20 % of 10)') },
      called: 10,
    });
  });

  it('is not judged by the first items, which may all fail', async () => {
    expect(await runSkipping(1000, (n) => n < 90, { maxFailures: 0.1 })).toHaveProperty('report');
  });

  it('is exact, for every hundredth', async () => {
    for (let lost = 1; lost < 100; lost++) {
      const maxFailures = lost / 100;
      expect(await runSkipping(100, (n) => n < lost, { maxFailures })).toHaveProperty('report');
      expect(await runSkipping(100, (n) => n <= lost, { maxFailures })).toHaveProperty('error');
    }
  });

  it('is told as it was given', async () => {
    const { error } = await runSkipping(10, (n) => n < 3, { maxFailures: 0.29 });
    expect(error.message).toContain('(29 % of 10)');
  });

  it('is judged from the hundredth item on', async () => {
    const { error, called } = await runSkipping(10_000, () => true, { maxFailures: 0.1 });
    expect(error).toMatchObject({ code: 'too-many-failures' });
    expect(called).toBeGreaterThanOrEqual(100);
    expect(called).toBeLessThan(110);
  });

  it('is of the items that tasks have finished with, those that failed among them', async () => {
    // 10 of 100 fail: not more than a tenth.
    expect(await runSkipping(100, (n) => n >= 90, { maxFailures: 0.1 })).toHaveProperty('report');
    expect(await runSkipping(100, (n) => n >= 89, { maxFailures: 0.1 })).toHaveProperty('error');
  });
});

describe('maxFailures', () => {
  it('is for what was tolerated: a task that fails the run does so by itself', async () => {
    const pipeline = new Pipeline();
    sink(() => Promise.reject(new Error('no')), pipeline.queue({ from: [1] }));
    await expect(pipeline.run({ maxFailures: 9 })).rejects.toMatchObject({ code: 'task-failed' });
  });

  it.each([-1, 1.5, Number.NaN, '3'])('of %p is refused', async (maxFailures) => {
    await expect(new Pipeline().run({ maxFailures } as RunOptions)).rejects.toMatchObject({
      code: 'invalid-argument',
    });
  });
});
