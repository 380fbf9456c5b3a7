import { describe, expect, it } from '@jest/globals';
import { batch, filter, map, Pipeline, tee, unbatch, type Queue } from '../../lib/index.js';

const promised = <T>(value: T): Promise<T> => Promise.resolve(value);

async function* yielding(): AsyncGenerator<number> {
  yield promised(1);
}

/** What comes out of a pipeline. */
async function resultsOf<T>(declare: (pipeline: Pipeline) => Queue<T>): Promise<T[]> {
  const pipeline = new Pipeline();
  const output = declare(pipeline);
  await pipeline.run();
  return output.flush();
}

const PASSAGES: readonly [string, (pipeline: Pipeline, items: Promise<number>[]) => Queue<unknown>][] = [
  ['an array', (pipeline, from) => pipeline.queue({ from })],
  ['a generator', (pipeline, items) => pipeline.queue({ from: items.values() })],
  [
    'put()',
    (pipeline, items) => {
      const queue = pipeline.queue<Promise<number>>();
      for (const item of items) void queue.put(item);
      queue.close();
      return queue;
    },
  ],
  ['a filter', (pipeline, from) => filter(() => true, pipeline.queue({ from }))],
  ['a tee', (pipeline, from) => tee(pipeline.queue({ from }), 2)[0]],
  ['an unbatch', (pipeline, from) => unbatch(pipeline.queue({ from: [from] }))],
  ['a batch', (pipeline, from) => unbatch(batch(pipeline.queue({ from }), { size: 2 }))],
];

describe('an item that is a promise', () => {
  it.each(PASSAGES)('goes through %s as it is', async (_, declare) => {
    const items = [promised(1), promised(2)];
    const results = await resultsOf((pipeline) => declare(pipeline, items));
    expect(results.map((result, i) => result === items[i])).toEqual([true, true]);
  });

  it('is given to a task as it is, and awaited where the task gives it back', async () => {
    const given: unknown[] = [];
    const results = await resultsOf((pipeline) =>
      map(
        (item) => {
          given.push(item);
          return item;
        },
        pipeline.queue({ from: [promised(1)] }),
      ),
    );
    expect({ given, results }).toEqual({ given: [expect.any(Promise)], results: [1] });
  });

  it('is awaited where an async generator yields it, as the language has it', async () => {
    expect(await resultsOf((pipeline) => pipeline.queue({ from: yielding() }))).toEqual([1]);
  });
});

describe('a result that is a promise', () => {
  it('is awaited; those inside of a result are not', async () => {
    const numbers = [1, 2];
    expect(await resultsOf((p) => map((n: number) => promised(n), p.queue({ from: numbers })))).toEqual(
      numbers,
    );
    const inside = await resultsOf((p) => map((n: number) => [promised(n)], p.queue({ from: numbers })));
    expect(inside).toEqual([[expect.any(Promise)], [expect.any(Promise)]]);
  });
});
