import { describe, expect, it } from '@jest/globals';
import { map, merge, Pipeline } from '../../lib/index.js';
import { rows } from '../rows.js';
import { virtually } from '../virtual.js';

describe('merge', () => {
  rows<string>({
    op: (queue) => merge([queue, queue.pipeline.queue<string>({ from: [] })]),
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

  it('gives the items of all its queues as they come, and ends with the last of them', async () => {
    await virtually(({ cold, expectObservable, pipeline }) => {
      const a = cold('       -a---a-|    ');
      const b = cold('       ---b-----b-|');
      const c = cold('       |           ');
      const expected = '     -a-b-a---b-|';
      expectObservable(merge([a, b, c].map((from) => pipeline.queue({ from })))).toBe(expected);
    });
  });

  it('errors with the first of its queues that errors, and leaves the others', async () => {
    await virtually(({ cold, expectObservable, expectSubscriptions, pipeline }) => {
      const a = cold('       -a---a-|');
      const subscribed = '   ^--!    ';
      const b = cold('       ---#    ');
      const expected = '     -a-#    ';
      const error = expect.objectContaining({ code: 'source-failed' });
      const merged = merge([pipeline.queue({ from: a }), pipeline.queue({ from: b })]);
      expectObservable(merged).toBe(expected, undefined, error);
      expectSubscriptions(a.subscriptions).toBe(subscribed);
    });
  });

  it('leaves all its queues when nobody wants its items any more', async () => {
    await virtually(({ cold, expectObservable, expectSubscriptions, pipeline }) => {
      const a = cold('       -a---a-|');
      const b = cold('       --b---b-|');
      const until = '        ---!';
      const subscribed = '   ^--!';
      const expected = '     -ab';
      const merged = merge([pipeline.queue({ from: a }), pipeline.queue({ from: b })]);
      expectObservable(merged, until).toBe(expected);
      expectSubscriptions(a.subscriptions).toBe(subscribed);
      expectSubscriptions(b.subscriptions).toBe(subscribed);
    });
  });

  it('keeps the order within each of its queues', async () => {
    const pipeline = new Pipeline();
    const letters = Array.from({ length: 500 }, (_, n) => `a${n}`);
    const numbers = Array.from({ length: 300 }, (_, n) => n);
    const queues = [
      pipeline.queue({ from: letters }),
      pipeline.queue({ from: numbers, capacity: 1 }),
    ] as const;
    const merged = map(async (item) => item, merge(queues));
    await pipeline.run();
    const all = merged.flush();
    expect(all).toHaveLength(800);
    expect(all.filter((item) => typeof item === 'string')).toEqual(letters);
    expect(all.filter((item) => typeof item === 'number')).toEqual(numbers);
  });

  it('takes one queue alone', async () => {
    const pipeline = new Pipeline();
    const merged = merge([pipeline.queue({ from: [1, 2] })]);
    await pipeline.run();
    expect(merged.flush()).toEqual([1, 2]);
  });
});
