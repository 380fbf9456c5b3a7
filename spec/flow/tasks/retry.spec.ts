import { describe, expect, it } from '@jest/globals';
import { task } from '../../../lib/index.js';
import { delayAfter, retryOf } from '../../../lib/flow/tasks/retry.js';

const delays = (options: Parameters<typeof retryOf>[0]): number[] =>
  [1, 2, 3, 4, 5].map((attempt) => delayAfter(retryOf(options), attempt));

describe('retry', () => {
  it('is none by default, and a count alone waits for nothing', () => {
    expect(retryOf().count).toBe(0);
    expect(retryOf(3).count).toBe(3);
    expect(delays(3)).toEqual([0, 0, 0, 0, 0]);
  });

  it('waits as long each time', () => {
    expect(delays({ count: 5, delay: 10 })).toEqual([10, 10, 10, 10, 10]);
  });

  it('waits twice as long each time, up to a most', () => {
    const options = { count: 5, delay: 10, backoff: 'exponential' } as const;
    expect(delays(options)).toEqual([10, 20, 40, 80, 160]);
    expect(delays({ ...options, maxDelay: 50 })).toEqual([10, 20, 40, 50, 50]);
  });

  it('leaves a share of each delay to chance', () => {
    const some = Array.from({ length: 200 }, () => delays({ count: 1, delay: 100, jitter: 0.5 })[0]!);
    expect(Math.min(...some)).toBeGreaterThanOrEqual(50);
    expect(Math.max(...some)).toBeLessThanOrEqual(100);
    expect(new Set(some).size).toBeGreaterThan(100);
  });

  it('does not overflow after very many attempts', () => {
    const retry = retryOf({ count: 5000, delay: 10, backoff: 'exponential', maxDelay: 1000 });
    expect(delayAfter(retry, 5000)).toBe(1000);
  });

  it.each<[unknown, string]>([
    [-1, '`retry`'],
    [1.5, '`retry`'],
    [{}, '`retry.count`'],
    [{ count: 1, delay: -1 }, '`retry.delay`'],
    [{ count: 1, backoff: 'linear' }, '`retry.backoff`'],
    [{ count: 1, jitter: 2 }, '`retry.jitter`'],
    [{ count: 1, maxDelay: Number.NaN }, '`retry.maxDelay`'],
    [{ count: 1, times: 2 }, '`times`'],
  ])('refuses %p', (retry, word) => {
    expect(() => task((n: number) => n, { retry: retry as number })).toThrow(
      expect.objectContaining({ code: 'invalid-argument', message: expect.stringContaining(word) }),
    );
  });
});
