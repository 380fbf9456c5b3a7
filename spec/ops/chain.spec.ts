import { describe, expect, it } from '@jest/globals';
import { chain, Pipeline } from '../../lib/index.js';
import { rows, throwingRow } from '../rows.js';
import { virtually } from '../virtual.js';

const f = (n: number): number => n;
const g = (n: number): number => n;

describe('chain', () => {
  rows<string>({
    op: (queue) => chain([(item) => item.toUpperCase(), (item) => item.toLowerCase(), (item) => item], queue),
    values: {
      source: '  -a-b-c-|',
      expected: '-a-b-c-|',
    },
    error: {
      source: '  -a-b-#',
      expected: '-a-b-#',
    },
    leave: {
      source: '  -a-b-c-|',
      expected: '-a--    ',
      until: '   ---!    ',
    },
    synchronous: {
      source: ['a', 'b', 'c'],
      expected: '(abc|)',
    },
  });

  throwingRow((breaks, queue) => chain([(item: string) => item, breaks], queue), {
    code: 'task-failed',
    task: 'breaks',
  });

  it('gives h(g(f(item))) of three tasks', async () => {
    const pipeline = new Pipeline();
    const sizes = chain(
      [String, (text: string) => text.length, (n) => n * 10],
      pipeline.queue({ from: [7, 42] }),
    );
    await pipeline.run();
    expect(sizes.flush()).toEqual([10, 20]);
  });

  it('takes one task alone', async () => {
    const pipeline = new Pipeline();
    const squares = chain([(n: number) => n * n], pipeline.queue({ from: [2, 3] }));
    await pipeline.run();
    expect(squares.flush()).toEqual([4, 9]);
  });

  it('awaits between one task and the next', async () => {
    const pipeline = new Pipeline();
    const sums = chain([async (n: number) => n + 1, async (n) => n + 1], pipeline.queue({ from: [1, 2] }));
    await pipeline.run();
    expect(sums.flush()).toEqual([3, 4]);
  });

  it('has all its tasks work at the same time', async () => {
    await virtually(({ cold, expectObservable, later, pipeline }) => {
      const source = cold('  abc---------|');
      const expected = '     ------a--b--(c|)';
      const work = (item: string): Promise<string> => later(3, item);
      expectObservable(chain([work, work], pipeline.queue({ from: source }))).toBe(expected);
    });
  });

  it('makes each task a node of its own', async () => {
    const pipeline = new Pipeline();
    chain([f, g, f], pipeline.queue({ from: [1] }));
    const { nodes } = await pipeline.run();
    expect(nodes.filter(({ kind }) => kind === 'task').map(({ label }) => label)).toEqual(['f', 'g', 'f']);
  });
});
