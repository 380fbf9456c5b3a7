// The other sides of the thread benchmarks. Bare workers are started and ended within the time taken, as ours are;
// piscina's are started once, as its users do.
import { Worker } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type * as work from './work.js';

export const THREADS = 2;
export const WORK = new URL('./work.js', import.meta.url);

let pool: Piscina | undefined;

/** piscina, one `run()` an item, as many at a time as keep its workers busy. */
export async function byPiscina(name: keyof typeof work, items: number): Promise<number> {
  pool ??= new Piscina({
    filename: WORK.href,
    minThreads: THREADS,
    maxThreads: THREADS,
    concurrentTasksPerWorker: 2,
  });
  const running = pool;
  let next = 0;
  let sum = 0;
  const loop = async (): Promise<void> => {
    while (next < items) {
      const result = (await running.run(next++, { name })) as number;
      sum += result;
    }
  };
  await Promise.all(Array.from({ length: THREADS * 8 }, loop));
  return sum;
}

/** The ideal: two workers started, the range cut in two, each half a single message. */
export async function byBareWorkers(name: keyof typeof work, items: number): Promise<number> {
  const bare = Array.from(
    { length: THREADS },
    () => new Worker(new URL('./bare-worker.js', import.meta.url)),
  );
  const share = items / THREADS;
  const sums = bare.map(
    (worker, i) =>
      new Promise<number>((resolve) => {
        worker.once('message', resolve);
        worker.postMessage({ name, from: i * share, to: (i + 1) * share });
      }),
  );
  const sum = (await Promise.all(sums)).reduce((a, b) => a + b);
  await Promise.all(bare.map((worker) => worker.terminate()));
  return sum;
}

export async function closePool(): Promise<void> {
  await pool?.destroy();
}
