// Does the heap grow with the number of items? Ten million of them, through everything there is: `npm run soak`.
import { getHeapStatistics } from 'node:v8';
import {
  batch,
  filter,
  map,
  merge,
  Pipeline,
  sink,
  task,
  tee,
  threads,
  unbatch,
  type Failure,
  type TaskContext,
} from 'skorche';

export interface Order {
  readonly id: number;
  readonly text: string;
  readonly price?: number;
}

const COUNT = Number(process.argv[2] ?? 10_000_000);
const SAMPLES = 25;
/** Samples in which caches fill and code is compiled. */
const WARM_UP = 5;
/** Bytes a million items: noise; a byte an item would be a million. */
const MOST = 32 * 1024;
const MEGABYTE = 1024 * 1024;

const samples: { readonly millions: number; readonly heap: number }[] = [];
let seen = 0;
let lost = 0;

function* orders(): Generator<Order> {
  for (let id = 0; id < COUNT; id++) yield { id, text: `order ${id}` };
}

/** Fails once in a while, and every ten thousandth order for good. */
const check = task(
  (order: Order, { attempt }: TaskContext) => {
    if (order.id % 1000 === 0 && (attempt === 1 || order.id % 10_000 === 0)) throw new Error('not now');
    return order;
  },
  { context: true, name: 'check', retry: { count: 2, delay: 1, backoff: 'exponential', jitter: 0.5 } },
);
const look = task(async (order: Order) => order, {
  concurrency: 16,
  name: 'look',
  ordered: true,
  timeout: 5000,
});
const { price } = threads<typeof import('./soak-work.js')>(new URL('soak-work.js', import.meta.url));

function measure(): void {
  globalThis.gc!();
  const { used_heap_size: used, external_memory: external } = getHeapStatistics();
  const sample = { millions: seen / 1e6, heap: used + external };
  samples.push(sample);
  console.log(`${sample.millions.toFixed(1).padStart(6)} million items  ${inMegabytes(sample.heap)}`);
}

function inMegabytes(bytes: number): string {
  return `${(bytes / MEGABYTE).toFixed(2).padStart(7)} MB`;
}

/** Bytes a million items, by least squares. */
function slope(): number {
  const steady = samples.slice(WARM_UP);
  const mean = (key: 'millions' | 'heap'): number =>
    steady.reduce((sum, sample) => sum + sample[key], 0) / steady.length;
  const [x, y] = [mean('millions'), mean('heap')];
  const covariance = steady.reduce((sum, { millions, heap }) => sum + (millions - x) * (heap - y), 0);
  return covariance / steady.reduce((sum, { millions }) => sum + (millions - x) ** 2, 0);
}

const pipeline = new Pipeline({ name: 'soak' });
const failures = pipeline.queue<Failure<Order>>({ name: 'failures' });
const checked = map(check, pipeline.queue({ from: orders() }), { onError: failures });
const [one, other] = tee(map(look, checked), 2);
const odd = unbatch(
  batch(
    filter(({ id }) => id % 2 === 1, one),
    { size: 50, maxWait: 100 },
  ),
);
const even = map(
  price,
  filter(({ id }) => id % 2 === 0, other),
);
sink(() => void lost++, failures);
sink(
  () => {
    if (++seen % Math.floor(COUNT / SAMPLES) === 0) measure();
  },
  merge([odd, even]),
);

const begun = performance.now();
await pipeline.run();
const seconds = (performance.now() - begun) / 1000;
const bytes = slope();
console.log(`${seen} items out and ${lost} failed of ${COUNT}, in ${seconds.toFixed(0)} s`);
console.log(`slope after the first ${WARM_UP} samples: ${(bytes / 1024).toFixed(1)} KB a million items`);
if (seen + lost !== COUNT) throw new Error('items were lost');
if (bytes > MOST) throw new Error(`the heap grows by more than ${MOST / 1024} KB a million items`);
