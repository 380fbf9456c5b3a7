// The other sides of the questions about threads.
import { Worker } from 'node:worker_threads';

export const THREADS = 2;
/** Calls under way at a time where a pool is given one item a call: enough to keep its workers busy. */
const IN_FLIGHT = THREADS * 8;

/** Calls `run` for every item, so many at a time; the pools themselves would queue without bound. */
export async function each<T>(
  source: Iterable<T> | AsyncIterable<T>,
  run: (item: T) => Promise<unknown>,
): Promise<void> {
  const items = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  const loop = async (): Promise<void> => {
    for (;;) {
      // Awaiting what is there already would cost the pools a turn of the microtasks an item.
      const next = items.next();
      const { done, value } = next instanceof Promise ? await next : next;
      if (done) return;
      await run(value);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, loop));
}

/** A pool of threads, as its library gives it. */
export interface Pool {
  /** Runs an item by an export of the module. */
  run<In, Out>(name: string, item: In): Promise<Out>;
  close(): Promise<void>;
}

/** Starts a pool for a module; each of its threads may have so many calls at a time. */
export type Open = (module: URL, calls?: number) => Pool;

/** piscina, with two calls at a time in a worker, so that none waits between two. */
export async function piscina(): Promise<Open> {
  const { Piscina } = await import('piscina');
  return (module, calls = 2) => {
    const pool = new Piscina({
      filename: module.href,
      minThreads: THREADS,
      maxThreads: THREADS,
      concurrentTasksPerWorker: calls,
    });
    return { run: (name, item) => pool.run(item, { name }), close: () => pool.destroy() };
  };
}

/** tinypool, the same. */
export async function tinypool(): Promise<Open> {
  const { Tinypool } = await import('tinypool');
  return (module, calls = 2) => {
    const pool = new Tinypool({
      filename: module.href,
      minThreads: THREADS,
      maxThreads: THREADS,
      concurrentTasksPerWorker: calls,
    });
    return { run: (name, item) => pool.run(item, { name }), close: () => pool.destroy() };
  };
}

/** Two workers with nothing around them: started, the range cut in two, each half a single message, and ended. */
export async function byBareWorkers(name: string, items: number): Promise<number> {
  const workers = Array.from(
    { length: THREADS },
    () => new Worker(new URL('./bare-worker.js', import.meta.url)),
  );
  const share = items / THREADS;
  const sums = workers.map(
    (worker, i) =>
      new Promise<number>((resolve, reject) => {
        worker.once('message', resolve).once('error', reject);
        worker.postMessage({ name, from: i * share, to: (i + 1) * share });
      }),
  );
  const sum = (await Promise.all(sums)).reduce((a, b) => a + b);
  await Promise.all(workers.map((worker) => worker.terminate()));
  return sum;
}
