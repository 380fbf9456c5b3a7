// Does the heap grow with what a fast source has in store for a slow sink?
import { setImmediate as turn } from 'node:timers/promises';
import type { Question, Work } from './harness/question.js';

const MEGABYTE = 1024 * 1024;
const CONCURRENCY = 16;
const SAMPLES = 100;

interface Order {
  readonly id: number;
  readonly text: string;
}

function* orders(count: number): Generator<Order> {
  for (let id = 0; id < count; id++) yield { id, text: `order ${id}` };
}

/** A sink that takes a turn of the event loop, and looks at the heap, garbage included, every so many items. */
class SlowSink {
  most = 0;
  seen = 0;
  readonly #every: number;

  constructor(count: number) {
    this.#every = Math.ceil(count / SAMPLES);
  }

  readonly take = async (_order: Order): Promise<void> => {
    await turn();
    if (this.seen++ % this.#every !== 0) return;
    this.most = Math.max(this.most, process.memoryUsage().heapUsed);
  };
}

/** @param isEnded before all items were through */
const measured =
  (run: (count: number, sink: SlowSink) => Promise<unknown>, isEnded = false): Work =>
  async (count) => {
    const sink = new SlowSink(count);
    await run(count, sink);
    return { check: isEnded ? count : sink.seen, seen: { heap: sink.most / MEGABYTE } };
  };

export const question: Question = {
  title: 'A fast source, a slow sink',
  work: `Objects from a generator into an asynchronous function that takes a turn of the event loop, ${CONCURRENCY} at a
time. The heap is looked at ${SAMPLES} times on the way, as it is, garbage included.`,
  sizes: [1000, 10_000, 100_000, 1_000_000, 5_000_000],
  per: 'items',
  figure: { name: 'heap at its fullest', unit: 'MB', of: ({ seen }) => seen['heap']! },
  sides: [
    {
      name: 'skorche',
      load: async () => {
        const { Pipeline, sink, task } = await import('skorche');
        return measured(async (count, { take }) => {
          const pipeline = new Pipeline();
          sink(task(take, { concurrency: CONCURRENCY }), pipeline.queue({ from: orders(count) }));
          await pipeline.run();
        });
      },
    },
    {
      name: 'RxJS mergeMap',
      lacksBackPressure: true,
      most: 1_000_000,
      note: `Ended after ${SAMPLES} of the items, and looked at until then: all others wait in its buffer.`,
      load: async () => {
        const { from, lastValueFrom, mergeMap, take } = await import('rxjs');
        return measured((count, sink) => {
          const taken = from(orders(count)).pipe(mergeMap(sink.take, CONCURRENCY));
          return lastValueFrom(taken.pipe(take(SAMPLES)));
        }, true);
      },
    },
    {
      name: 'p-map',
      note: 'It keeps a result for every item.',
      most: 1_000_000,
      load: async () => {
        const { default: map } = await import('p-map');
        return measured((count, { take }) => map(orders(count), take, { concurrency: CONCURRENCY }));
      },
    },
    {
      name: 'Node Readable',
      most: 1_000_000,
      load: async () => {
        const { Readable } = await import('node:stream');
        return measured((count, { take }) =>
          Readable.from(orders(count)).forEach(take, { concurrency: CONCURRENCY }),
        );
      },
    },
  ],
  bars: [{ asked: 'a heap below 64 MB at any length', atMost: 64 }],
  rounds: [1, 1],
};
