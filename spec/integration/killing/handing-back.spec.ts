import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { map, Pipeline, sink, threads, type Failure } from 'skorche';

const MINUTE = 60_000;
const module = new URL('tasks.cjs', import.meta.url);
const numbers = Array.from({ length: 1000 }, (_, n) => n);

const tasks = threads<{
  hang(item: number): number;
  fail(item: number): never;
}>(module);

describe('a packet that is handed back while its worker is slow', () => {
  it(
    'has its worker replaced all the same, where it hangs',
    async () => {
      const pipeline = new Pipeline();
      const failures = pipeline.queue<Failure<number>>();
      const few = numbers.slice(0, 200);
      const results = map(tasks.hang, pipeline.queue({ from: few }), { onError: failures, timeout: 300 });
      await pipeline.run({ threads: 2 });
      expect(failures.flush()).toMatchObject([{ item: 7, error: { code: 'task-timeout' } }]);
      expect(results.flush().toSorted((a, b) => a - b)).toEqual(few.filter((n) => n !== 7));
    },
    MINUTE,
  );
});

describe('a packet', () => {
  it(
    'takes no more than there is room for in a failure queue',
    async () => {
      const pipeline = new Pipeline();
      const failures = pipeline.queue<Failure<number>>({ name: 'failures', capacity: 2 });
      map(tasks.fail, pipeline.queue({ from: numbers }), { concurrency: 2, onError: failures });
      sink(() => turn(), failures);
      const { queues } = await pipeline.run({ threads: 2 });
      expect(queues.find(({ name }) => name === 'failures')!.peak).toBeLessThanOrEqual(4);
    },
    MINUTE,
  );
});
