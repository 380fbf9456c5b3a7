// What does an item cost on its way to a worker thread and back, from 16 bytes to 1 MB?
import { timeAnItem, type Question, type Side } from './harness/question.js';
import type { Bytes } from './work/bytes.js';
import { each, piscina, THREADS, tinypool, type Open } from './work/pools.js';

const MODULE = new URL('./work/bytes.js', import.meta.url);
const MOVED = new URL('./work/moved-bytes.js', import.meta.url);
const KILOBYTE = 1024;
const MEGABYTE = 1024 * KILOBYTE;

/** As many as are worth a few hundred milliseconds. */
function itemsOf(size: number): number {
  return Math.min(50_000, (256 * MEGABYTE) / size);
}

function* bytes(size: number): Generator<Bytes> {
  for (let id = 0; id < itemsOf(size); id++) yield { id, data: new Uint8Array(size).fill(id) };
}

/** What shows that a result is there: the byte that the worker has changed. */
const proofOf = (data: Uint8Array): number => 255 - data[0]!;

function inPool(name: string, note: string, load: () => Promise<() => BytesPool>): Side {
  return {
    name,
    note,
    load: async () => {
      const open = await load();
      return async (size) => {
        const { run, close } = open();
        let sum = 0;
        await each(bytes(size), async (item) => {
          const data = await run(item);
          sum += proofOf(data);
        });
        await close();
        return { check: sum };
      };
    },
  };
}

/** A pool whose items are bytes. */
interface BytesPool {
  run(item: Bytes): Promise<Uint8Array>;
  close(): Promise<void>;
}

const stamped = (open: Open) => (): BytesPool => {
  const pool = open(MODULE);
  return {
    run: async (item) => (await pool.run<Bytes, Bytes>('stamp', item)).data,
    close: () => pool.close(),
  };
};

async function moving(): Promise<() => BytesPool> {
  const { Piscina } = await import('piscina');
  return () => {
    const pool = new Piscina({
      filename: MOVED.href,
      minThreads: THREADS,
      maxThreads: THREADS,
      concurrentTasksPerWorker: 2,
    });
    return {
      run: (item) =>
        pool.run(item, { name: 'stampAndMove', transferList: [item.data.buffer as ArrayBuffer] }),
      close: () => pool.destroy(),
    };
  };
}

const ONE =
  'One `run()` an item, 16 at a time; its threads, too, are started and ended within the time taken';

export const question: Question = {
  title: 'Item size across threads',
  work: `Objects with so many bytes, to ${THREADS} worker threads, where the bytes are copied and one is changed, and
back: 50k items of the small ones, 256 MB of the large ones.`,
  sizes: [16, KILOBYTE, 16 * KILOBYTE, 128 * KILOBYTE, MEGABYTE],
  per: 'bytes an item',
  label: (size) =>
    size < KILOBYTE ? `${size} B` : size < MEGABYTE ? `${size / KILOBYTE} KB` : `${size / MEGABYTE} MB`,
  figure: { ...timeAnItem, of: ({ ms, size }) => (ms * 1000) / itemsOf(size) },
  sides: [
    {
      name: 'skorche',
      note: 'Items are copied, results are moved. Its threads are started and ended within the time taken.',
      load: async () => {
        const { map, Pipeline, threads } = await import('skorche');
        const { stamp } = threads<typeof import('./work/bytes.js')>(MODULE);
        return async (size) => {
          const pipeline = new Pipeline();
          let sum = 0;
          map(stamp, pipeline.queue({ from: bytes(size) })).subscribe(({ data }) => (sum += proofOf(data)));
          await pipeline.run({ threads: THREADS });
          return { check: sum };
        };
      },
    },
    inPool('piscina', `${ONE}; copied both ways.`, async () => stamped(await piscina())),
    inPool(
      'piscina, moved by hand',
      `${ONE}; moved both ways, by its \`transferList\` and \`move()\`.`,
      moving,
    ),
    inPool('tinypool', `${ONE}; copied both ways.`, async () => stamped(await tinypool())),
  ],
  bars: [
    { asked: '128 KB within 1.1 of piscina', against: 'piscina', atMost: 1.1, size: 128 * KILOBYTE },
    { asked: '1 MB within 1.1 of piscina', against: 'piscina', atMost: 1.1, size: MEGABYTE },
  ],
};
