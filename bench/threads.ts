// What do worker threads cost a small item, and how much of two cores reaches the work, against piscina and bare workers?
import * as skorche from 'skorche';
import type { Question, Side } from './harness.js';
import { byBareWorkers, byPiscina, THREADS, WORK } from './pools.js';

const tasks = skorche.threads<typeof import('./work.js')>(WORK);

function* numbers(items: number): Generator<number> {
  for (let i = 0; i < items; i++) yield i;
}

/** Our side, threads started and ended included. */
const ours = (task: skorche.WorkerTask<number, number>, items: number): Side => ({
  name: 'skorche, threads included',
  run: async () => {
    const pipeline = new skorche.Pipeline();
    let sum = 0;
    skorche.map(task, pipeline.queue({ from: numbers(items) })).subscribe((n) => (sum += n));
    await pipeline.run({ threads: THREADS });
    return sum;
  },
});

export const smallItems: Question = {
  title: '200k items, x + 1, on 2 threads',
  items: 200_000,
  ours: ours(tasks.increment, 200_000),
  theirs: [{ name: 'piscina, one run() an item', run: () => byPiscina('increment', 200_000) }],
  bar: 'at most 0.05 of piscina (20 times as fast)',
};

export const busyItems: Question = {
  title: '40k items, 50 µs of a core each, on 2 threads',
  items: 40_000,
  ours: ours(tasks.burn50, 40_000),
  theirs: [
    { name: 'two bare workers', run: () => byBareWorkers('burn50', 40_000) },
    { name: 'piscina, one run() an item', run: () => byPiscina('burn50', 40_000) },
  ],
  bar: 'at most 1.18 of two bare workers (85 %), and ahead of piscina',
};

const SKEWED = 12_000;

/** Every item 20 µs; then one in four 200 µs, the others 80 µs. */
const skewedSum = (20 + (200 + 3 * 80) / 4) * SKEWED;

export const skewedChain: Question = {
  title: '12k items through 20 µs, then a split: a quarter 200 µs, the rest 80 µs, on 2 threads',
  items: SKEWED,
  ours: {
    name: 'skorche, threads included',
    run: async () => {
      const pipeline = new skorche.Pipeline();
      const first = skorche.map(tasks.burn20, pipeline.queue({ from: numbers(SKEWED) }));
      const [few, most] = skorche.split((n) => n % 4 === 0, first);
      let count = 0;
      skorche
        .merge([skorche.map(tasks.burn200, few), skorche.map(tasks.burn80, most)])
        .subscribe(() => count++);
      await pipeline.run({ threads: THREADS });
      return count;
    },
  },
  theirs: [
    {
      name: 'the ideal: the work on 2 cores',
      run: async () => {
        // As much burning as the chain does, cut in two equal halves.
        await byBareWorkers('burn20', skewedSum / 20);
        return SKEWED;
      },
    },
  ],
  bar: 'at most 1.18 of the ideal (85 %)',
};

const RESULTS = 40;

export const largeResults: Question = {
  title: '160 MB in results of 4 MB, from 2 threads',
  items: RESULTS,
  ours: {
    name: 'skorche, threads included',
    run: async () => {
      const pipeline = new skorche.Pipeline();
      let bytes = 0;
      skorche
        .map(tasks.fill, pipeline.queue({ from: numbers(RESULTS) }))
        .subscribe(({ byteLength }) => (bytes += byteLength));
      await pipeline.run({ threads: THREADS });
      return bytes;
    },
  },
  theirs: [
    {
      name: 'piscina, results copied',
      run: () => byPiscina('fill', RESULTS).then(() => RESULTS * 4_000_000),
    },
  ],
  bar: 'moved, not copied',
};
