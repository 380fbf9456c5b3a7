// What does an item cost on its way through three asynchronous tasks, against others, and against the awaits alone?
import { numbers } from './harness/numbers.js';
import { timeAnItem, type Question, type Side } from './harness/question.js';

const CONCURRENCY = 16;
const increment = async (n: number): Promise<number> => n + 1;
const thrice = async (n: number): Promise<number> => increment(await increment(await increment(n)));
const add = (sum: number, n: number): number => sum + n;

export const skorche: Side = {
  name: 'skorche',
  load: async () => {
    const { Pipeline, chain, task } = await import('skorche');
    return async (size) => {
      const pipeline = new Pipeline();
      const work = task(increment, { concurrency: CONCURRENCY });
      let sum = 0;
      chain([work, work, work], pipeline.queue({ from: numbers(size) })).subscribe((n) => (sum += n));
      await pipeline.run();
      return { check: sum };
    };
  },
};

export const rxjs: Side = {
  name: 'RxJS mergeMap',
  lacksBackPressure: true,
  most: 200_000,
  load: async () => {
    const { from, lastValueFrom, mergeMap, reduce } = await import('rxjs');
    const work = mergeMap(increment, CONCURRENCY);
    return async (size) => ({
      check: await lastValueFrom(from(numbers(size)).pipe(work, work, work, reduce(add, 0))),
    });
  },
};

export const pMap: Side = {
  name: 'p-map',
  note: 'One function with the three awaits. It keeps all results until the last is there.',
  load: async () => {
    const { default: map } = await import('p-map');
    return async (size) => {
      const results = await map(numbers(size), thrice, { concurrency: CONCURRENCY });
      return { check: results.reduce(add, 0) };
    };
  },
};

export const pMapIterable: Side = {
  name: 'p-map, pMapIterable',
  note: 'One function with the three awaits; results in any order.',
  load: async () => {
    const { pMapIterable: map } = await import('p-map');
    return async (size) => {
      let sum = 0;
      const options = { concurrency: CONCURRENCY, preserveOrder: false };
      for await (const n of map(numbers(size), thrice, options)) sum += n;
      return { check: sum };
    };
  },
};

const readable: Side = {
  name: 'Node Readable',
  note: 'Its `map` keeps the order.',
  load: async () => {
    const { Readable } = await import('node:stream');
    const options = { concurrency: CONCURRENCY };
    return async (size) => {
      const worked = Readable.from(numbers(size))
        .map(increment, options)
        .map(increment, options)
        .map(increment, options);
      return { check: await worked.reduce(add, 0) };
    };
  },
};

const effect: Side = {
  name: 'Effect Stream',
  load: async () => {
    const { Effect, Stream } = await import('effect');
    const work = Stream.mapEffect((n: number) => Effect.promise(() => increment(n)), {
      concurrency: CONCURRENCY,
      unordered: true,
    });
    return async (size) => {
      const worked = Stream.fromIterable(numbers(size)).pipe(work, work, work);
      return { check: await Effect.runPromise(Stream.runFold(worked, () => 0, add)) };
    };
  },
};

const streamingIterables: Side = {
  name: 'streaming-iterables',
  load: async () => {
    const { reduce, transform } = await import('streaming-iterables');
    const work = transform(CONCURRENCY, increment);
    return async (size) => ({ check: await reduce(add, 0, work(work(work(numbers(size))))) });
  },
};

const loops: Side = {
  name: `${CONCURRENCY} loops of 3 awaits`,
  isYardstick: true,
  note: 'No library at all: what the promises cost.',
  load: async () => async (size) => {
    const source = numbers(size);
    let sum = 0;
    const loop = async (): Promise<void> => {
      for (const n of source) {
        const result = await thrice(n);
        sum += result;
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, loop));
    return { check: sum };
  },
};

export const question: Question = {
  title: '3 asynchronous tasks',
  work: `200k numbers through three asynchronous functions, ${CONCURRENCY} calls of each at a time, added up.`,
  sizes: [200_000],
  figure: timeAnItem,
  sides: [skorche, rxjs, pMap, pMapIterable, readable, effect, streamingIterables, loops],
  bars: [
    { asked: '10 times as fast as RxJS `mergeMap`', against: 'RxJS mergeMap', atMost: 1 / 10 },
    { asked: 'no slower than p-map', against: 'p-map', atMost: 1 },
  ],
};
