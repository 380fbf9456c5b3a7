import { describe, expect, it } from '@jest/globals';
import { chain, map, Pipeline, sink, task } from '../../../lib/index.js';
import { virtually } from '../../virtual.js';

const failsOn =
  (...bad: unknown[]) =>
  <T>(item: T): T => {
    if (bad.includes(item)) throw new Error('no');
    return item;
  };

describe("onError: 'skip'", () => {
  it('drops what the task fails on, and goes on', async () => {
    await virtually(({ cold, expectObservable, pipeline }) => {
      const source = cold('-a-b-c-|');
      const expected = '   -a---c-|';
      const results = map(failsOn('b'), pipeline.queue({ from: source }), { onError: 'skip' });
      expectObservable(results).toBe(expected);
    });
  });

  it('counts it, beside what was tried again', async () => {
    const pipeline = new Pipeline();
    const results = map(failsOn(2), pipeline.queue({ from: [1, 2, 3] }), { onError: 'skip', retry: 2 });
    const { nodes } = await pipeline.run();
    expect(results.flush()).toEqual([1, 3]);
    expect(nodes[1]).toMatchObject({ in: 3, out: 2, skipped: 1, failed: 0, retried: 2, discarded: 0 });
  });

  it('may be said for one task of a chain', async () => {
    const pipeline = new Pipeline();
    const lenient = task(failsOn(2), { onError: 'skip' });
    const results = chain([lenient, failsOn(9)], pipeline.queue({ from: [1, 2, 3] }));
    await pipeline.run();
    expect(results.flush()).toEqual([1, 3]);
  });

  it('goes for a sink as well', async () => {
    const pipeline = new Pipeline();
    sink(failsOn(1, 3), pipeline.queue({ from: [1, 2, 3] }), { onError: 'skip' });
    const { nodes } = await pipeline.run();
    expect(nodes[1]).toMatchObject({ in: 3, out: 1, skipped: 2 });
  });

  it('completes a run in which every item was skipped', async () => {
    const pipeline = new Pipeline();
    const results = map(failsOn(1, 2), pipeline.queue({ from: [1, 2] }), { onError: 'skip' });
    await pipeline.run();
    expect(await results.toArray()).toEqual([]);
  });
});
