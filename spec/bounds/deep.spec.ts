import { describe, expect, it } from '@jest/globals';
import { batch, filter, map, merge, Pipeline, split, unbatch, type Queue } from '../../lib/index.js';

const ITEMS = Array.from({ length: 200 }, (_, i) => i);

/** Applies `verb` to a queue of {@link ITEMS}, and to what comes of it, again and again. */
function inARow(times: number, verb: (queue: Queue<number>) => Queue<number>): [Pipeline, Queue<number>] {
  const pipeline = new Pipeline();
  let queue = pipeline.queue({ from: ITEMS });
  for (let i = 0; i < times; i++) queue = verb(queue);
  return [pipeline, queue];
}

describe('a thousand nodes in a row', () => {
  it('let everything through filters', async () => {
    const [pipeline, output] = inARow(1_000, (queue) => filter((n) => n >= 0, queue));
    await pipeline.run();
    expect(output.flush()).toEqual(ITEMS);
  });

  it('let everything through tasks', async () => {
    const [pipeline, output] = inARow(1_000, (queue) => map((n) => n + 1, queue));
    await pipeline.run();
    expect(output.flush()).toEqual(ITEMS.map((n) => n + 1_000));
  });

  it('let everything through batches and what takes them apart', async () => {
    const [pipeline, output] = inARow(500, (queue) => unbatch(batch(queue, 7)));
    await pipeline.run();
    expect(output.flush()).toEqual(ITEMS);
  });

  it('hold and release the source behind a slow reader', async () => {
    const [pipeline, output] = inARow(1_000, (queue) => filter((n) => n >= 0, queue));
    const slow = map(async (n) => n, output);
    await pipeline.run();
    expect(slow.flush()).toEqual(ITEMS);
  });
});

describe('forty diamonds of split and merge, one on the other', () => {
  // There are 2 ** 40 ways through: whatever follows each of them never ends.
  it('let everything through once', async () => {
    const [pipeline, output] = inARow(40, (queue) => {
      const [even, odd] = split((n) => n % 2 === 0, queue);
      return merge([odd, even]);
    });
    const slow = map(async (n) => n, output);
    const { queues } = await pipeline.run();
    expect(slow.flush()).toEqual(ITEMS);
    for (const { in: entered, out } of queues) expect(out).toBe(entered);
    expect(queues.at(-1)).toMatchObject({ in: ITEMS.length });
  });
});
