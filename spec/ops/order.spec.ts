import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import {
  batch,
  chain,
  filter,
  map,
  merge,
  Pipeline,
  split,
  tee,
  unbatch,
  type Queue,
} from '../../lib/index.js';

const numbers = Array.from({ length: 1000 }, (_, n) => n);

/** Calls that take one, two or three turns of the event loop. */
const uneven = async (n: number): Promise<number> => {
  for (let i = 0; i <= n % 3; i++) await turn();
  return n;
};

/** Each keeps all items, and their order. */
const keepers: Record<string, (queue: Queue<number>) => Queue<number>> = {
  'map, one call at a time': (queue) => map(async (n) => n, queue),
  'map, ordered, with many calls at a time': (queue) => map(uneven, queue, { concurrency: 8, ordered: true }),
  chain: (queue) => chain([(n) => n, async (n) => n], queue),
  filter: (queue) => filter(() => true, queue),
  split: (queue) => split(() => true, queue)[0],
  'batch and unbatch': (queue) => unbatch(batch(queue, 7)),
  'batch and unbatch, without filling up': (queue) => unbatch(batch(queue, { size: 7, fill: false })),
  merge: (queue) => merge([queue]),
  tee: (queue) => tee(queue, 1)[0],
};

describe('the order of items', () => {
  it.each(Object.entries(keepers))('is kept by %s', async (_, keeps) => {
    const pipeline = new Pipeline();
    const output = keeps(pipeline.queue({ from: numbers }));
    await pipeline.run();
    expect(output.flush()).toEqual(numbers);
  });

  it('is kept by all of them in a row, with a reader that is slow', async () => {
    const pipeline = new Pipeline();
    const output = Object.values(keepers).reduce(
      (queue, keeps) => keeps(queue),
      pipeline.queue({ from: numbers, capacity: 3 }),
    );
    void pipeline.run();
    const read: number[] = [];
    for await (const n of output) if (read.push(n) % 50 === 0) await turn();
    expect(read).toEqual(numbers);
  });

  it('is that of the results where many calls are under way', async () => {
    const pipeline = new Pipeline();
    const output = map(uneven, pipeline.queue({ from: numbers }), { concurrency: 8 });
    await pipeline.run();
    const results = output.flush();
    expect(results).not.toEqual(numbers);
    expect(results.toSorted((a, b) => a - b)).toEqual(numbers);
  });
});
