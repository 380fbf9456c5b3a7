// What does an item cost on its way through synchronous tasks and ops, against the same RxJS operators piped by hand?
import { bufferCount, filter, from, lastValueFrom, map, mergeAll, reduce } from 'rxjs';
import * as skorche from 'skorche';
import type { Question } from './harness.js';

const ITEMS = 1_000_000;
const increment = (n: number): number => n + 1;
const double = (n: number): number => n * 2;
const decrement = (n: number): number => n - 1;
const isWanted = (n: number): boolean => n % 3 !== 0;

function* numbers(): Generator<number> {
  for (let i = 0; i < ITEMS; i++) yield i;
}

export const syncPipeline: Question = {
  title: '1M items, 3 synchronous tasks, filter, batch, unbatch',
  items: ITEMS,
  ours: {
    name: 'skorche',
    run: async () => {
      const pipeline = new skorche.Pipeline();
      const worked = skorche.chain([increment, double, decrement], pipeline.queue({ from: numbers() }));
      const outputs = skorche.unbatch(skorche.batch(skorche.filter(isWanted, worked), 10));
      let sum = 0;
      outputs.subscribe((n) => (sum += n));
      await pipeline.run();
      return sum;
    },
  },
  theirs: [
    {
      name: 'RxJS by hand',
      run: () =>
        lastValueFrom(
          from(numbers()).pipe(
            map(increment),
            map(double),
            map(decrement),
            filter(isWanted),
            bufferCount(10),
            mergeAll(),
            reduce((sum, n) => sum + n, 0),
          ),
        ),
    },
  ],
  bar: 'at most 2.5 times the time of RxJS by hand',
};
