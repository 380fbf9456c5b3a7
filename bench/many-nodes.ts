// Does a step of an item cost more in a long chain of tasks than in a short one?
import { numbers } from './harness/numbers.js';
import type { Question } from './harness/question.js';

const ITEMS = 10_000;
const increment = (n: number): number => n + 1;
const add = (sum: number, n: number): number => sum + n;

export const question: Question = {
  title: 'Items through 10 to 1,000 nodes',
  work: `${ITEMS} numbers through a chain of synchronous tasks.`,
  sizes: [10, 30, 100, 300, 1000],
  per: 'nodes',
  figure: { name: 'time an item and node', unit: 'ns', of: ({ ms, size }) => (ms * 1e6) / ITEMS / size },
  sides: [
    {
      name: 'skorche',
      load: async () => {
        const { Pipeline, map } = await import('skorche');
        return async (size) => {
          const pipeline = new Pipeline();
          let queue = pipeline.queue({ from: numbers(ITEMS) });
          for (let node = 0; node < size; node++) queue = map(increment, queue);
          let sum = 0;
          queue.subscribe((n) => (sum += n));
          await pipeline.run();
          return { check: sum };
        };
      },
    },
    {
      name: 'RxJS',
      lacksBackPressure: true,
      load: async () => {
        const { from, lastValueFrom, map, reduce } = await import('rxjs');
        return async (size) => {
          let source = from(numbers(ITEMS));
          for (let node = 0; node < size; node++) source = source.pipe(map(increment));
          return { check: await lastValueFrom(source.pipe(reduce(add, 0))) };
        };
      },
    },
  ],
};
