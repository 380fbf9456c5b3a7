// What does it cost to hand a small item to a worker thread and back, against pools that take one item a call?
import { numbers } from './harness/numbers.js';
import { timeAnItem, type Question, type Side } from './harness/question.js';
import { each, piscina, THREADS, tinypool, type Open } from './work/pools.js';

const MODULE = new URL('./work/calls.js', import.meta.url);

/** Our side for an export of calls.ts. */
export function onOurThreads(name: keyof typeof import('./work/calls.js')): Side {
  return {
    name: 'skorche',
    note: 'Its threads are started and ended within the time taken.',
    load: async () => {
      const { Pipeline, map, threads } = await import('skorche');
      const calls = threads<typeof import('./work/calls.js')>(MODULE);
      return async (size) => {
        const pipeline = new Pipeline();
        let sum = 0;
        map(calls[name], pipeline.queue({ from: numbers(size) })).subscribe((n) => (sum += n));
        await pipeline.run({ threads: THREADS });
        return { check: sum };
      };
    },
  };
}

/** The sides of pools, one call an item. */
export function inPools(name: string): Side[] {
  const side = (peer: string, load: () => Promise<Open>): Side => ({
    name: peer,
    note: 'One `run()` an item, 16 at a time. Its threads, too, are started and ended within the time taken.',
    load: async () => {
      const open = await load();
      return async (size) => {
        const pool = open(MODULE);
        let sum = 0;
        await each(numbers(size), async (n) => {
          const result = await pool.run<number, number>(name, n);
          sum += result;
        });
        await pool.close();
        return { check: sum };
      };
    },
  });
  return [side('piscina', piscina), side('tinypool', tinypool)];
}

export const question: Question = {
  title: 'Small items on threads',
  work: `200k numbers, \`x + 1\` on ${THREADS} worker threads.`,
  sizes: [200_000],
  figure: timeAnItem,
  sides: [onOurThreads('increment'), ...inPools('increment')],
  bars: [{ asked: '30 times as fast as piscina', against: 'piscina', atMost: 1 / 30 }],
};
