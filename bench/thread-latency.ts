// How long is an item away on worker threads, when a burst of items comes every ten milliseconds?
import { inBursts, Lateness } from './harness/arrivals.js';
import type { Question, Side, Work } from './harness/question.js';
import { each, piscina, THREADS, tinypool, type Open } from './work/pools.js';

const MODULE = new URL('./work/calls.js', import.meta.url);
/** Bursts, at least, and items altogether: enough for a p99 that isn't the longest. */
const BURSTS = 100;
const ITEMS = 450;
const PAUSE = 10;

const measured =
  (run: (source: AsyncIterable<number>, note: (due: number) => void) => Promise<unknown>): Work =>
  async (size) => {
    const lateness = new Lateness();
    const bursts = Math.max(BURSTS, Math.ceil(ITEMS / size));
    await run(inBursts(bursts, size, PAUSE), lateness.note);
    return { check: lateness.count, seen: lateness.read() };
  };

function inPool(name: string, load: () => Promise<Open>): Side {
  return {
    name,
    note: 'One `run()` an item, 16 at a time.',
    load: async () => {
      const open = await load();
      return measured(async (source, note) => {
        const pool = open(MODULE);
        await each(source, async (due) => note(await pool.run<number, number>('burn50', due)));
        await pool.close();
      });
    },
  };
}

export const question: Question = {
  title: 'Latency on threads: bursts of 1 to 100 items',
  work: `Every ${PAUSE} ms a burst of items that keep a core busy for 50 µs each, on ${THREADS} worker threads. Latency is
the time from the burst until an item is back; the first third, in which threads start, is left out.`,
  sizes: [1, 10, 30, 100],
  per: 'items a burst',
  figure: { name: 'p99 latency', unit: 'ms', of: ({ seen }) => seen['p99']! },
  more: [
    { name: 'p50 latency', unit: 'ms', of: ({ seen }) => seen['p50']! },
    { name: 'longest', unit: 'ms', of: ({ seen }) => seen['max']! },
  ],
  sides: [
    {
      name: 'skorche',
      load: async () => {
        const { map, Pipeline, threads } = await import('skorche');
        const { burn50 } = threads<typeof import('./work/calls.js')>(MODULE);
        return measured(async (source, note) => {
          const pipeline = new Pipeline();
          map(burn50, pipeline.queue({ from: source })).subscribe(note);
          await pipeline.run({ threads: THREADS });
        });
      },
    },
    inPool('piscina', piscina),
    inPool('tinypool', tinypool),
  ],
  bars: [
    { asked: 'a single item within 1.3 of piscina', against: 'piscina', atMost: 1.3, size: 1 },
    { asked: 'ten items within 1.1 of piscina', against: 'piscina', atMost: 1.1, size: 10 },
    { asked: 'thirty within 1.1', against: 'piscina', atMost: 1.1, size: 30 },
    { asked: 'a hundred within 1.1', against: 'piscina', atMost: 1.1, size: 100 },
  ],
  rounds: [2, 2],
};
