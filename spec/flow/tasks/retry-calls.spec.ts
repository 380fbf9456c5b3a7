import { describe, expect, it } from '@jest/globals';
import { map, Pipeline, task, type TaskContext } from '../../../lib/index.js';
import { virtually } from '../../virtual.js';
import { failsLater } from './late.js';

const NO = new Error('no');

/** Fails on `a` until the attempt given. */
function succeedsAt(attempt: number): (item: string, context: TaskContext) => string {
  return (item, context) => {
    if (item === 'a' && context.attempt < attempt) throw NO;
    return item;
  };
}

describe('retry', () => {
  it('makes a failed call again at once, before the items behind it', async () => {
    await virtually(({ cold, expectObservable, pipeline }) => {
      const source = cold('--(ab)-|');
      const expected = '   --(ab)-|';
      const fn = task(succeedsAt(3), { context: true, retry: 2 });
      expectObservable(map(fn, pipeline.queue({ from: source }))).toBe(expected);
    });
  });

  it('makes a failed call again after its delay, which holds up no other item', async () => {
    await virtually(({ cold, expectObservable, pipeline }) => {
      const source = cold('-ab-c-----|');
      const expected = '   --b-ca----|';
      const fn = task(succeedsAt(2), { concurrency: 2, context: true, retry: { count: 1, delay: 4 } });
      expectObservable(map(fn, pipeline.queue({ from: source }))).toBe(expected);
    });
  });

  it('holds no place while it waits: as many calls as ever go on', async () => {
    await virtually((virtual) => {
      const { cold, expectObservable, later, pipeline } = virtual;
      const source = cold('abcd------------|');
      const expected = '   ------(bcd)-----(a|)';
      const fn = task(
        (item: string, { attempt }: TaskContext) =>
          item === 'a' && attempt === 1
            ? failsLater(virtual, 1, NO)
            : later(item === 'a' ? 5 : 6 - 'abcd'.indexOf(item), item),
        { concurrency: 3, context: true, retry: { count: 1, delay: 10 } },
      );
      expectObservable(map(fn, pipeline.queue({ from: source }))).toBe(expected);
    });
  });

  it('ends the queue only when the last retry is over', async () => {
    await virtually(({ cold, expectObservable, pipeline }) => {
      const source = cold('-a|');
      const expected = '   -------(a|)';
      const fn = task(succeedsAt(3), { context: true, retry: { count: 2, delay: 3 } });
      expectObservable(map(fn, pipeline.queue({ from: source }))).toBe(expected);
    });
  });

  it('fails the run after the last attempt', async () => {
    await virtually(({ cold, expectObservable, pipeline }) => {
      const source = cold('-a-------|');
      const expected = '   -----#';
      const fn = task(succeedsAt(9), { context: true, retry: { count: 2, delay: 2 } });
      const error = expect.objectContaining({ code: 'task-failed', item: 'a', attempts: 3, cause: NO });
      expectObservable(map(fn, pipeline.queue({ from: source }))).toBe(expected, undefined, error);
    });
  });

  it('starts anew with each item', async () => {
    const pipeline = new Pipeline();
    const calls: string[] = [];
    const fn = task(
      (item: string, { attempt }: TaskContext) => {
        calls.push(`${item}${attempt}`);
        if (attempt < 2) throw NO;
      },
      { context: true, retry: 1 },
    );
    map(fn, pipeline.queue({ from: ['a', 'b'] }));
    const { nodes } = await pipeline.run();
    expect(calls).toEqual(['a1', 'a2', 'b1', 'b2']);
    expect(nodes).toContainEqual(expect.objectContaining({ in: 2, out: 2, failed: 0, retried: 2 }));
  });

  it('makes calls again that reject as well as those that throw', async () => {
    const pipeline = new Pipeline();
    const fn = task(
      async (item: string, { attempt }: TaskContext) => {
        if (attempt < 3) throw NO;
        return item;
      },
      { concurrency: 2, context: true, retry: 2 },
    );
    const results = map(fn, pipeline.queue({ from: ['a', 'b', 'c'] }));
    await pipeline.run();
    expect(results.flush().toSorted()).toEqual(['a', 'b', 'c']);
  });
});
