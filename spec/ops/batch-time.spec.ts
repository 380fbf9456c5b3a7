import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { batch, map, Pipeline } from '../../lib/index.js';
import { rows } from '../rows.js';
import { virtually } from '../virtual.js';

const marbles = { a: 'a', b: 'b', c: 'c', x: ['a', 'b'], y: ['c'], z: ['b', 'c'], w: ['a'] };

describe('batch, with `maxWait`', () => {
  rows<string>({
    op: (queue) => batch(queue, { size: 2, maxWait: 3 }),
    marbles,
    values: {
      source: '  -a-b-c-----|',
      expected: '---x----y--|',
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

  it('sends a batch that long after its first item, full or not', async () => {
    await virtually(({ cold, expectObservable, pipeline }) => {
      const source = cold('  -a-b---c----|', marbles);
      const expected = '     ------x-----(y|)';
      const batches = batch(pipeline.queue({ from: source }), { size: 9, maxWait: 5 });
      expectObservable(batches).toBe(expected, marbles);
    });
  });

  it('begins to wait with the first item of each batch', async () => {
    await virtually(({ cold, expectObservable, pipeline }) => {
      const source = cold('  ab-c-----|', marbles);
      const expected = '     -x-----y-|';
      const batches = batch(pipeline.queue({ from: source }), { size: 2, maxWait: 4 });
      expectObservable(batches).toBe(expected, marbles);
    });
  });

  it('works off what is begun when the run is stopped', async () => {
    await virtually(({ cold, during, expectObservable, pipeline }) => {
      const source = cold('  -a-b-c---|', marbles);
      const stop = 4; //         !
      const expected = '     ----(x|)';
      const batches = batch(pipeline.queue({ from: source }), { size: 9, maxWait: 50 });
      expectObservable(batches).toBe(expected, marbles);
      during(stop, (run) => void run.stop());
    });
  });
});

describe('batch, with `fill: false`', () => {
  rows<string>({
    op: (queue) => batch(queue, { size: 2, fill: false }),
    marbles,
    values: {
      source: '  -(ab)-c-|',
      expected: '-x----y-|',
    },
    error: {
      source: '  -(ab)-c-#',
      expected: '-x----y-#',
    },
    leave: {
      source: '  -(ab)-c-|',
      expected: '-x       ',
      until: '   -----!   ',
    },
    synchronous: {
      source: ['a', 'b', 'c'],
      expected: '(xy|)',
    },
  });

  it('sends what there is whenever nothing more is waiting', async () => {
    await virtually(({ cold, expectObservable, pipeline }) => {
      const source = cold('  -a-(bc)-|', marbles);
      const expected = '     -w-z----|';
      const batches = batch(pipeline.queue({ from: source }), { size: 9, fill: false });
      expectObservable(batches).toBe(expected, marbles);
    });
  });

  it('fills up, as far as `size`, while there is no room behind it', async () => {
    await virtually(({ cold, expectObservable, later, pipeline }) => {
      const source = cold('  abcdefg------------|');
      const expected = '     ----1---2---3---4--|';
      const words = { 1: 'a', 2: 'b', 3: 'cde', 4: 'fg' };
      const out = pipeline.queue<string[]>({ capacity: 1 });
      const batches = batch(pipeline.queue({ from: source }), { size: 3, fill: false }, { out });
      expectObservable(map((items) => later(4, items.join('')), batches)).toBe(expected, words);
    });
  });

  it.each([
    [100_000, undefined, 8192],
    [1000, undefined, 1000],
    [1000, 10, 10],
    [10_000, 9000, 9000],
  ])('has a batch of %i wait, before it in a queue of %p, as %i items', async (size, capacity, most) => {
    const pipeline = new Pipeline();
    const inputs = pipeline.queue({ from: Array(20_000).keys(), ...(capacity && { capacity }) });
    const batches = batch(inputs, { size, fill: false }, { out: pipeline.queue<number[]>({ capacity: 1 }) });
    const lengths = map(({ length }) => turn(length), batches);
    const { queues } = await pipeline.run();
    expect(queues[0]).toMatchObject({ capacity: most, peak: most });
    expect(Math.max(...lengths.flush())).toBe(most);
  });
});
