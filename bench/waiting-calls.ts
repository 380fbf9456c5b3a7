// What do thousands of calls cost that wait in worker threads, all at a time?
import { numbers } from './harness/numbers.js';
import type { Question, Side } from './harness/question.js';
import { piscina, THREADS, tinypool, type Open } from './work/pools.js';
import { ANSWER } from './work/waits.js';

const MODULE = new URL('./work/waits.js', import.meta.url);

function inPool(name: string, load: () => Promise<Open>): Side {
  return {
    name,
    note: 'All its calls are made at once. Its threads, too, are started and ended within the time taken.',
    load: async () => {
      const open = await load();
      return async (size) => {
        const pool = open(MODULE, Math.ceil(size / THREADS));
        const answers = await Promise.all(
          Array.from(numbers(size), (n) => pool.run<number, number>('answer', n)),
        );
        await pool.close();
        return { check: answers.reduce((a, b) => a + b, 0) };
      };
    },
  };
}

export const question: Question = {
  title: 'Calls that wait on threads',
  work: `Calls that wait for ${ANSWER} ms each, all at a time, on ${THREADS} worker threads.`,
  sizes: [100, 1000, 3000],
  per: 'calls',
  figure: { name: 'time of the run', unit: 'ms', of: ({ ms }) => ms },
  sides: [
    {
      name: 'skorche',
      note: 'Its threads are started and ended within the time taken.',
      load: async () => {
        const { Pipeline, map, threads } = await import('skorche');
        const { answer } = threads<typeof import('./work/waits.js')>(MODULE);
        return async (size) => {
          const pipeline = new Pipeline();
          let sum = 0;
          const answers = map(answer, pipeline.queue({ from: numbers(size) }), { concurrency: size });
          answers.subscribe((n) => (sum += n));
          await pipeline.run({ threads: THREADS });
          return { check: sum };
        };
      },
    },
    inPool('piscina', piscina),
    inPool('tinypool', tinypool),
  ],
};
