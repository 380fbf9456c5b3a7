import { describe, it } from '@jest/globals';
import { batch, map } from '../../lib/index.js';
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
});
