// What does an item cost on its way through synchronous tasks and ops, against the same operators of others?
import { numbers } from './harness/numbers.js';
import { timeAnItem, type Question, type Side } from './harness/question.js';

const increment = (n: number): number => n + 1;
const double = (n: number): number => n * 2;
const decrement = (n: number): number => n - 1;
const isWanted = (n: number): boolean => n % 3 !== 0;
const add = (sum: number, n: number): number => sum + n;
const BATCH = 10;

export const skorche: Side = {
  name: 'skorche',
  load: async () => {
    const { Pipeline, batch, chain, filter, unbatch } = await import('skorche');
    return async (size) => {
      const pipeline = new Pipeline();
      const worked = chain([increment, double, decrement], pipeline.queue({ from: numbers(size) }));
      let sum = 0;
      unbatch(batch(filter(isWanted, worked), BATCH)).subscribe((n) => (sum += n));
      await pipeline.run();
      return { check: sum };
    };
  },
};

export const rxjs: Side = {
  name: 'RxJS',
  lacksBackPressure: true,
  load: async () => {
    const { bufferCount, filter, from, lastValueFrom, map, mergeAll, reduce } = await import('rxjs');
    return async (size) => {
      const worked = from(numbers(size)).pipe(map(increment), map(double), map(decrement));
      const batched = worked.pipe(filter(isWanted), bufferCount(BATCH), mergeAll());
      return { check: await lastValueFrom(batched.pipe(reduce(add, 0))) };
    };
  },
};

/** What Node's helpers lack. */
async function* inBatches(source: AsyncIterable<number>): AsyncGenerator<number[]> {
  let items: number[] = [];
  for await (const n of source) {
    if (items.push(n) < BATCH) continue;
    yield items;
    items = [];
  }
  if (items.length > 0) yield items;
}

export const readable: Side = {
  name: 'Node Readable',
  note: 'Its helpers have no batch: an async generator in `compose` does it.',
  load: async () => {
    const { Readable } = await import('node:stream');
    return async (size) => {
      const worked = Readable.from(numbers(size)).map(increment).map(double).map(decrement);
      const batched = worked.filter(isWanted).compose(inBatches) as InstanceType<typeof Readable>;
      return { check: await batched.flatMap((items: number[]) => items).reduce(add, 0) };
    };
  },
};

export const effect: Side = {
  name: 'Effect Stream',
  load: async () => {
    const { Effect, Stream } = await import('effect');
    return async (size) => {
      const worked = Stream.fromIterable(numbers(size)).pipe(
        Stream.map(increment),
        Stream.map(double),
        Stream.map(decrement),
      );
      const batched = worked.pipe(Stream.filter(isWanted), Stream.grouped(BATCH), Stream.flattenIterable);
      return { check: await Effect.runPromise(Stream.runFold(batched, () => 0, add)) };
    };
  },
};

export const streamingIterables: Side = {
  name: 'streaming-iterables',
  load: async () => {
    const { batch, filter, flatten, map, reduce } = await import('streaming-iterables');
    return async (size) => {
      const worked = map(decrement, map(double, map(increment, numbers(size))));
      return { check: await reduce(add, 0, flatten(batch(BATCH, filter(isWanted, worked)))) };
    };
  },
};

export const question: Question = {
  title: '3 synchronous tasks, filter, batch, unbatch',
  work: `1M numbers from a generator through three functions, a filter that drops a third, batches of ${BATCH} and
back to numbers, which are added up.`,
  sizes: [1_000_000],
  figure: timeAnItem,
  sides: [skorche, rxjs, readable, effect, streamingIterables],
  bars: [
    { asked: 'at most 1.5 times the time of RxJS', against: 'RxJS', atMost: 1.5 },
    { asked: '5 times as fast as Node Readable', against: 'Node Readable', atMost: 1 / 5 },
  ],
};
