// Are all cores busy when tasks of very different weight share them, and nobody has tuned anything?
import { numbers } from './harness/numbers.js';
import { timeAnItem, type Question } from './harness/question.js';
import { each, piscina, THREADS } from './work/pools.js';

const MODULE = new URL('./work/calls.js', import.meta.url);
const isHeavy = (n: number): boolean => n % 4 === 0;
/** Microseconds: first 20, then 200 for one in four, 80 for the others. */
const EACH = 20 + (200 + 3 * 80) / 4;

export const question: Question = {
  title: 'Light and heavy tasks on the same threads',
  work: `12k items through a task of 20 µs, then a split: a quarter to one of 200 µs, the rest to one of 80 µs, all on
${THREADS} worker threads.`,
  sizes: [12_000],
  figure: timeAnItem,
  sides: [
    {
      name: 'skorche',
      note: 'Its threads are started and ended within the time taken.',
      load: async () => {
        const { map, merge, Pipeline, split, threads } = await import('skorche');
        const { burn20, burn80, burn200 } = threads<typeof import('./work/calls.js')>(MODULE);
        return async (size) => {
          const pipeline = new Pipeline();
          const [heavy, light] = split(isHeavy, map(burn20, pipeline.queue({ from: numbers(size) })));
          let count = 0;
          merge([map(burn200, heavy), map(burn80, light)]).subscribe(() => count++);
          await pipeline.run({ threads: THREADS });
          return { check: count };
        };
      },
    },
    {
      name: 'the ideal',
      note: `Not run: ${EACH} µs an item, divided by ${THREADS} cores.`,
      isYardstick: true,
      load: async () => async (size) => ({ check: size, ms: (size * EACH) / 1000 / THREADS }),
    },
    {
      name: 'piscina',
      note: 'Two `run()`s an item, 16 items at a time. Its threads, too, are started and ended within the time taken.',
      load: async () => {
        const open = await piscina();
        return async (size) => {
          const pool = open(MODULE);
          let count = 0;
          await each(numbers(size), async (n) => {
            const first = await pool.run<number, number>('burn20', n);
            await pool.run(isHeavy(first) ? 'burn200' : 'burn80', first);
            count++;
          });
          await pool.close();
          return { check: count };
        };
      },
    },
  ],
  bars: [{ asked: '85 % of the ideal', against: 'the ideal', atMost: 1 / 0.85 }],
};
