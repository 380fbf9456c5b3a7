import { describe, expect, it } from '@jest/globals';
import { batch, Pipeline } from '../../lib/index.js';
import { rows } from '../rows.js';

/** What becomes of the numbers from 0 in batches of `size`. */
async function batches(count: number, size: number): Promise<number[][]> {
  const pipeline = new Pipeline();
  const queue = batch(pipeline.queue({ from: Array.from({ length: count }, (_, n) => n) }), size);
  await pipeline.run();
  return queue.flush();
}

describe('batch', () => {
  rows<string>({
    op: (queue) => batch(queue, 2),
    marbles: { a: 'a', b: 'b', c: 'c', x: ['a', 'b'], y: ['c'] },
    values: {
      source: '  -a-b-c-|   ',
      expected: '---x---(y|)',
    },
    error: {
      source: '  -a-b-c-#',
      expected: '---x---#',
    },
    leave: {
      source: '  -a-b-c-|',
      expected: '---x    ',
      until: '   -----!  ',
    },
    synchronous: {
      source: ['a', 'b', 'c'],
      expected: '(xy|)',
    },
  });

  it('sends a short last batch when the source ends', async () => {
    expect(await batches(5, 2)).toEqual([[0, 1], [2, 3], [4]]);
  });

  it('sends no empty batch when the last one is full', async () => {
    expect(await batches(4, 2)).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  it('sends nothing when nothing comes', async () => {
    expect(await batches(0, 2)).toEqual([]);
  });

  it('takes batches of one', async () => {
    expect(await batches(3, 1)).toEqual([[0], [1], [2]]);
  });

  it('takes batches far larger than a queue holds', async () => {
    const [first, second, ...rest] = await batches(12_000, 10_000);
    expect(first).toHaveLength(10_000);
    expect(second).toHaveLength(2_000);
    expect(rest).toEqual([]);
  });

  it('takes a batch larger than everything there is', async () => {
    expect(await batches(3, Number.MAX_SAFE_INTEGER)).toEqual([[0, 1, 2]]);
  });

  it('is labelled with how it batches', () => {
    const pipeline = new Pipeline();
    batch(pipeline.queue(), 3);
    batch(pipeline.queue(), { size: 3, maxWait: 50 });
    batch(pipeline.queue(), { size: 3, fill: false });
    const labels = pipeline.graph
      .mapNodes((_, { label }) => label)
      .filter((label) => label.startsWith('Batch'));
    expect(labels).toEqual(['Batch(size=3)', 'Batch(size=3, maxWait=50)', 'Batch(size=3, fill=false)']);
  });

  it('counts items in and batches out', async () => {
    const pipeline = new Pipeline();
    batch(pipeline.queue({ from: [1, 2, 3, 4, 5] }), 2);
    const { nodes } = await pipeline.run();
    expect(nodes.at(-1)).toMatchObject({ kind: 'op', in: 5, out: 3, discarded: 0 });
  });
});
