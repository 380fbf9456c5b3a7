import { describe, expect, it } from '@jest/globals';
import { filter, Pipeline } from '../../lib/index.js';
import { rows, throwingRow } from '../rows.js';

describe('filter', () => {
  rows<string>({
    op: (queue) => filter((item) => item !== 'b', queue),
    values: {
      source: '  -a-b-c-|',
      expected: '-a---c-|',
    },
    error: {
      source: '  -a-b-#',
      expected: '-a---#',
    },
    leave: {
      source: '  -a-b-c-|',
      expected: '-a--    ',
      until: '   ---!    ',
    },
    synchronous: {
      source: ['a', 'b', 'c'],
      expected: '(ac|)',
    },
  });

  throwingRow((breaks, queue) => filter(breaks, queue), { code: 'op-failed', task: 'Filter(breaks)' });

  it('counts as dropped what it turns away', async () => {
    const pipeline = new Pipeline();
    const even = filter((n) => n % 2 === 0, pipeline.queue({ from: [1, 2, 3, 4, 5] }));
    const { nodes } = await pipeline.run();
    expect(even.flush()).toEqual([2, 4]);
    expect(nodes.find(({ kind }) => kind === 'op')).toMatchObject({ in: 5, out: 2, dropped: 3 });
  });

  it('takes any truthy answer for a yes', async () => {
    const pipeline = new Pipeline();
    const kept = filter(
      (item) => item as boolean,
      pipeline.queue<unknown>({ from: [0, 1, '', 'x', null, {}] }),
    );
    await pipeline.run();
    expect(kept.flush()).toEqual([1, 'x', {}]);
  });

  it('is called with the item alone', async () => {
    const pipeline = new Pipeline();
    const calls: unknown[][] = [];
    filter((...args: unknown[]) => calls.push(args) > 0, pipeline.queue<unknown>({ from: ['a', 'b'] }));
    await pipeline.run();
    expect(calls).toEqual([['a'], ['b']]);
  });
});
