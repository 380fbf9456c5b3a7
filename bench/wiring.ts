// How long does it take to declare and run a pipeline that has next to nothing to do, and does that grow with its nodes?
import type { Question } from './harness/question.js';

/** Nodes in all of a run's pipelines together. */
const NODES = 4000;
const increment = (n: number): number => n + 1;

export const question: Question = {
  title: 'Declaring and running 10 to 1,000 nodes',
  work: 'A chain of tasks, declared, run with a single item, and over.',
  sizes: [10, 20, 50, 100, 200, 500, 1000],
  per: 'nodes',
  figure: { name: 'time a pipeline', unit: 'ms', of: ({ ms, size }) => (ms * size) / NODES },
  sides: [
    {
      name: 'skorche',
      load: async () => {
        const { Pipeline, map } = await import('skorche');
        return async (size) => {
          let sum = 0;
          for (let i = 0; i < NODES / size; i++) {
            const pipeline = new Pipeline();
            let queue = pipeline.queue({ from: [i] });
            for (let node = 0; node < size; node++) queue = map(increment, queue);
            queue.subscribe((n) => (sum += n));
            await pipeline.run();
          }
          return { check: sum };
        };
      },
    },
    {
      name: 'RxJS',
      note: 'No graph, no accounts, no demand.',
      load: async () => {
        const { lastValueFrom, map, of } = await import('rxjs');
        return async (size) => {
          let sum = 0;
          for (let i = 0; i < NODES / size; i++) {
            let source = of(i);
            for (let node = 0; node < size; node++) source = source.pipe(map(increment));
            sum += await lastValueFrom(source);
          }
          return { check: sum };
        };
      },
    },
  ],
  bars: [{ asked: '20 nodes in less than 5 ms', atMost: 5, size: 20 }],
};
