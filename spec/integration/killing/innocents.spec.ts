import { describe, expect, it } from '@jest/globals';
import { map, Pipeline, processes, threads, type Failure } from 'skorche';
import { openBook } from './book.js';

const MINUTE = 60_000;
const module = new URL('tasks.cjs', import.meta.url);
/** Enough for the others to be at work whenever the item is tried again. */
const COUNT = 600;
const numbers = Array.from({ length: 80 }, (_, n) => n);

interface Tasks {
  poison(item: number): Promise<number>;
}

describe.each([
  ['threads', threads],
  ['processes', processes],
] as const)('an item that ends its worker, on %s', (_, place) => {
  it(
    'fails, and not those that were at work beside it',
    async () => {
      openBook(numbers.length); // one that another spec has opened would be too small
      const pipeline = new Pipeline();
      const failures = pipeline.queue<Failure<number>>();
      const { poison } = place<Tasks>(module, { concurrency: 8, onError: failures });
      const results = map(poison, pipeline.queue({ from: numbers }));
      await pipeline.run({ threads: 2, processes: 2 });
      const failed = failures.flush().map(({ item, error }) => [item, error.code] as const);
      expect(failed.toSorted(([a], [b]) => a - b)).toEqual([
        [7, 'worker-died'],
        [57, 'worker-died'],
      ]);
      const others = numbers.filter((n) => n % 50 !== 7);
      expect(results.flush().toSorted((a, b) => a - b)).toEqual(others);
    },
    MINUTE,
  );
});

describe('an item that ends its worker, and is tried again', () => {
  it(
    'stays alone: of the others, only those that were beside it at first are done again',
    async () => {
      const [killer, others] = [7, Array.from({ length: COUNT }, (_, n) => n * 50)];
      const { calls } = openBook(COUNT * 50);
      const pipeline = new Pipeline();
      const options = { concurrency: 8, onError: 'skip', retry: { count: 3, delay: 150 } } as const;
      const { poison } = threads<Tasks>(module, options);
      const results = map(poison, pipeline.queue({ from: others.toSpliced(100, 0, killer) }));
      await pipeline.run({ threads: 2 });
      expect(results.flush().toSorted((a, b) => a - b)).toEqual(others);
      const again = others.reduce((sum, item) => sum + calls[item]! - 1, 0);
      expect(again).toBeLessThanOrEqual(8 / 2 - 1);
      // Twice in each attempt, and once before, when it could not be told from those beside it.
      expect([8, 9]).toContain(calls[killer]);
    },
    MINUTE,
  );
});
