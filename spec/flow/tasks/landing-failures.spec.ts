import { describe, expect, it } from '@jest/globals';
import { map, Pipeline, task, type Failure, type TaskContext, type TaskOptions } from '../../../lib/index.js';
import { virtually } from '../../virtual.js';
import { failsLater } from './late.js';

const NO = new Error('no');

/** Fails on `a`, until the attempt given. */
function flaky(until: number, options: TaskOptions): (item: string) => string | PromiseLike<string> {
  return task(
    (item: string, { attempt }: TaskContext) => {
      if (item === 'a' && attempt < until) throw NO;
      return item;
    },
    { ...options, context: true },
  );
}

/** The larger the number, the sooner; fails on those above 2. */
async function sooner(n: number): Promise<number> {
  for (let i = 0; i < 9 - n; i++) await undefined;
  if (n > 2) throw NO;
  return n;
}

describe('an ordered task', () => {
  it('holds back what is behind an item that is tried again', async () => {
    await virtually(({ cold, expectObservable, pipeline }) => {
      const source = cold('-abc------|');
      const expected = '   -----(abc)|';
      const fn = flaky(2, { concurrency: 2, ordered: true, retry: { count: 1, delay: 4 } });
      expectObservable(map(fn, pipeline.queue({ from: source }))).toBe(expected);
    });
  });

  it.each([true, undefined])('is one with one call at a time as well: ordered %p', async (ordered) => {
    await virtually(({ cold, expectObservable, pipeline }) => {
      const source = cold('-abc------|');
      const expected = '   -----(abc)|';
      const fn = flaky(2, { ...(ordered && { ordered }), retry: { count: 1, delay: 4 } });
      expectObservable(map(fn, pipeline.queue({ from: source }))).toBe(expected);
    });
  });

  it('calls the function meanwhile: only results wait', async () => {
    await virtually(({ cold, during, expectObservable, pipeline }) => {
      const calls: string[] = [];
      const source = cold('-abc------|');
      const expected = '   -----(abc)|';
      const fn = task(
        (item: string, { attempt }: TaskContext) => {
          calls.push(item);
          if (item === 'a' && attempt === 1) throw NO;
          return item;
        },
        { context: true, ordered: true, retry: { count: 1, delay: 4 } },
      );
      expectObservable(map(fn, pipeline.queue({ from: source }))).toBe(expected);
      during(4, () => expect(calls).toEqual(['a', 'b', 'c']));
    });
  });

  it.each(['skip', 'route'] as const)('goes on over an item that is given up: %s', async (onError) => {
    await virtually((virtual) => {
      const { cold, expectObservable, later, pipeline } = virtual;
      const source = cold('(abc)---|');
      const expected = '   ---(bc)-|';
      const given = onError === 'skip' ? onError : pipeline.queue<Failure<string>>();
      const fn = (item: string): Promise<string> =>
        item === 'a' ? failsLater(virtual, 3, NO) : later(1, item);
      const how = { concurrency: 3, onError: given, ordered: true } as const;
      expectObservable(map(fn, pipeline.queue({ from: source }), how)).toBe(expected);
    });
  });

  it('ends when its last items are given up, in whatever order', async () => {
    const pipeline = new Pipeline();
    const how = { concurrency: 4, onError: 'skip', ordered: true } as const;
    const results = map(sooner, pipeline.queue({ from: [1, 2, 3, 4, 5, 6] }), how);
    await pipeline.run();
    expect(results.flush()).toEqual([1, 2]);
  });
});
