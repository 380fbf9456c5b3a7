import { describe, expect, it } from '@jest/globals';
import { map, Pipeline, type Task, type TaskContext, task } from '../../lib/index.js';
import { rows, throwingRow } from '../rows.js';

const upper = (item: string): string => item.toUpperCase();

/** A promise that is not to be trusted. */
const foreign = (n: number): PromiseLike<number> =>
  // oxlint-disable-next-line no-thenable -- that is what it is
  ({ then: (kept: any) => [kept(n), kept(n + 100)] }) as never;

/** What becomes of `items` in `map(fn)`. */
async function mapped<T, R>(fn: (item: T) => R, items: T[]): Promise<Awaited<R>[]> {
  const pipeline = new Pipeline();
  const results = map(fn as (item: unknown) => R, pipeline.queue<unknown>({ from: items }));
  await pipeline.run();
  return results.flush();
}

describe('map', () => {
  rows<string>({
    op: (queue) => map(upper, queue),
    values: {
      source: '  -a-b-c-|',
      expected: '-A-B-C-|',
    },
    error: {
      source: '  -a-b-#',
      expected: '-A-B-#',
    },
    leave: {
      source: '  -a-b-c-|',
      expected: '-A--    ',
      until: '   ---!    ',
    },
    synchronous: {
      source: ['a', 'b', 'c'],
      expected: '(ABC|)',
    },
  });

  throwingRow((breaks, queue) => map(breaks, queue), { code: 'task-failed', task: 'breaks' });

  it('takes functions that return, and functions that promise', async () => {
    expect(await mapped((n: number) => n * 2, [1, 2])).toEqual([2, 4]);
    expect(await mapped(async (n: number) => n * 2, [1, 2])).toEqual([2, 4]);
  });

  it('keeps falsy results, returned or promised', async () => {
    const falsy = [undefined, null, 0, '', false];
    expect(await mapped((item: unknown) => item, falsy)).toEqual(falsy);
    expect(await mapped(async (item: unknown) => item, falsy)).toEqual(falsy);
  });

  it('awaits any thenable, though it calls back twice', async () => {
    expect(await mapped(foreign, [1, 2])).toEqual([1, 2]);
  });

  it.each([
    ['an Error', new RangeError('too far'), 'too far'],
    ['a word', 'no', "'no'"],
    ['nothing', undefined, 'undefined'],
    ['something like an Error', { message: 'broken' }, 'broken'],
  ])('fails the run with what a promise is rejected with: %s', async (_, reason, told) => {
    const pipeline = new Pipeline();
    const refuses = (): Promise<never> => Promise.reject(reason);
    map(refuses, pipeline.queue({ from: [7] }));
    await expect(pipeline.run()).rejects.toMatchObject({
      name: 'TaskError',
      code: 'task-failed',
      message: `refuses: failed on 7: ${told}`,
      task: 'refuses',
      item: 7,
      attempts: 1,
      cause: reason,
    });
  });

  it('calls the function with the item alone', async () => {
    expect(await mapped((...args: unknown[]) => args.length, ['a'])).toEqual([1]);
    expect(await mapped(Number.parseInt, ['10', '11'])).toEqual([10, 11]);
  });

  it('calls it with the context behind the item when asked to', async () => {
    const pipeline = new Pipeline();
    const seen: unknown[] = [];
    const look = (item: string, { signal, ...rest }: TaskContext): void => {
      seen.push(item, signal.aborted, rest);
    };
    map(task(look, { name: 'look', context: true }), pipeline.queue({ from: ['a'] }));
    await pipeline.run();
    expect(seen).toEqual(['a', false, { attempt: 1, task: 'look' }]);
  });

  it('lets its own options go before those of the task', async () => {
    const pipeline = new Pipeline();
    const wait: Task<number, number> = task(async (n: number) => n, { name: 'wait', concurrency: 3 });
    map(wait, map(wait, pipeline.queue({ from: [1] }), { concurrency: 2 }));
    const { nodes } = await pipeline.run();
    const tasks = nodes.filter(({ kind }) => kind === 'task');
    expect(tasks).toMatchObject([
      { label: 'wait', concurrency: 2 },
      { label: 'wait', concurrency: 3 },
    ]);
  });
});
