// How late does an item come out of three asynchronous tasks, when items come by themselves, at a given rate?
import { Lateness, steadily } from './harness/arrivals.js';
import type { Question, Work } from './harness/question.js';

const CONCURRENCY = 16;
const SECONDS = 0.6;
const work = async (due: number): Promise<number> => due;
const thrice = async (due: number): Promise<number> => work(await work(await work(due)));

const measured =
  (run: (source: AsyncIterable<number>, note: (due: number) => void) => Promise<unknown>): Work =>
  async (aSecond) => {
    const lateness = new Lateness();
    await run(steadily(aSecond * SECONDS, aSecond), lateness.note);
    return { check: lateness.count, seen: lateness.read() };
  };

export const question: Question = {
  title: 'Latency: 1,000 to 100,000 items a second',
  work: `Items arrive at a steady rate, from an async generator, and pass three asynchronous functions, ${CONCURRENCY} calls
of each at a time. Latency is the time from when an item was due until it is out; so waiting before it is taken counts.`,
  sizes: [1000, 10_000, 30_000, 100_000],
  per: 'items a second',
  figure: { name: 'p99 latency', unit: 'ms', of: ({ seen }) => seen['p99']! },
  more: [
    { name: 'p50 latency', unit: 'ms', of: ({ seen }) => seen['p50']! },
    { name: 'longest', unit: 'ms', of: ({ seen }) => seen['max']! },
  ],
  sides: [
    {
      name: 'skorche',
      load: async () => {
        const { Pipeline, chain, task } = await import('skorche');
        return measured(async (source, note) => {
          const pipeline = new Pipeline();
          const step = task(work, { concurrency: CONCURRENCY });
          chain([step, step, step], pipeline.queue({ from: source })).subscribe(note);
          await pipeline.run();
        });
      },
    },
    {
      name: 'RxJS mergeMap',
      lacksBackPressure: true,
      load: async () => {
        const { from, lastValueFrom, mergeMap, tap } = await import('rxjs');
        const step = mergeMap(work, CONCURRENCY);
        return measured((source, note) => lastValueFrom(from(source).pipe(step, step, step, tap(note))));
      },
    },
    {
      name: 'p-map, pMapIterable',
      note: 'One function with the three awaits; results in any order.',
      load: async () => {
        const { pMapIterable } = await import('p-map');
        return measured(async (source, note) => {
          const options = { concurrency: CONCURRENCY, preserveOrder: false };
          for await (const due of pMapIterable(source, thrice, options)) note(due);
        });
      },
    },
    {
      name: 'Node Readable',
      load: async () => {
        const { Readable } = await import('node:stream');
        const options = { concurrency: CONCURRENCY };
        return measured((source, note) =>
          Readable.from(source).map(work, options).map(work, options).map(work, options).forEach(note),
        );
      },
    },
    {
      name: 'Effect Stream',
      load: async () => {
        const { Effect, Stream } = await import('effect');
        const step = Stream.mapEffect((due: number) => Effect.promise(() => work(due)), {
          concurrency: CONCURRENCY,
          unordered: true,
        });
        return measured((source, note) => {
          const stream = Stream.fromAsyncIterable(source, (error) => error).pipe(step, step, step);
          return Effect.runPromise(Stream.runForEach(stream, (due) => Effect.sync(() => note(due))));
        });
      },
    },
    {
      name: 'streaming-iterables',
      load: async () => {
        const { transform } = await import('streaming-iterables');
        const step = transform(CONCURRENCY, work);
        return measured(async (source, note) => {
          for await (const due of step(step(step(source)))) note(due);
        });
      },
    },
  ],
  rounds: [2, 2],
};
