// What does an item cost on its way through three asynchronous tasks, against RxJS, and against the awaits alone?
import { from, lastValueFrom, mergeMap, reduce } from 'rxjs';
import * as skorche from 'skorche';
import type { Question } from './harness.js';

const ITEMS = 200_000;
const CONCURRENCY = 16;
const increment = async (n: number): Promise<number> => n + 1;

function* numbers(): Generator<number> {
  for (let i = 0; i < ITEMS; i++) yield i;
}

export const asyncTasks: Question = {
  title: '200k items, 3 asynchronous tasks, concurrency 16 each',
  items: ITEMS,
  ours: {
    name: 'skorche',
    run: async () => {
      const pipeline = new skorche.Pipeline();
      const work = skorche.task(increment, { concurrency: CONCURRENCY });
      const outputs = skorche.chain([work, work, work], pipeline.queue({ from: numbers() }));
      let sum = 0;
      outputs.subscribe((n) => (sum += n));
      await pipeline.run();
      return sum;
    },
  },
  theirs: [
    {
      name: 'RxJS mergeMap by hand',
      run: () =>
        lastValueFrom(
          from(numbers()).pipe(
            mergeMap(increment, CONCURRENCY),
            mergeMap(increment, CONCURRENCY),
            mergeMap(increment, CONCURRENCY),
            reduce((sum, n) => sum + n, 0),
          ),
        ),
    },
    {
      name: `${CONCURRENCY} loops of 3 awaits`,
      run: async () => {
        const source = numbers();
        let sum = 0;
        const loop = async (): Promise<void> => {
          for (const n of source) {
            const result = await increment(await increment(await increment(n)));
            sum += result;
          }
        };
        await Promise.all(Array.from({ length: CONCURRENCY }, loop));
        return sum;
      },
    },
  ],
  bar: 'at most 2 µs an item',
};
