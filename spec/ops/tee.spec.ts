import { describe, expect, it } from '@jest/globals';
import { map, Pipeline, tee } from '../../lib/index.js';
import { rows } from '../rows.js';
import { virtually } from '../virtual.js';

describe('tee', () => {
  rows<string>({
    op: (queue) => tee(queue, 2),
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

  it.each([1, 2, 5])('gives every item to each of %p queues', async (n) => {
    const pipeline = new Pipeline();
    const queues = tee(pipeline.queue({ from: [1, 2, 3] }), n);
    const { nodes } = await pipeline.run();
    expect(queues.map((queue) => queue.flush())).toEqual(Array.from({ length: n }, () => [1, 2, 3]));
    expect(nodes.at(-1)).toMatchObject({ kind: 'op', in: 3, out: 3 * n });
  });

  it('shares the items, and does not copy them', async () => {
    const pipeline = new Pipeline();
    const item = { n: 1 };
    const [a, b] = tee(pipeline.queue({ from: [item] }), 2);
    await pipeline.run();
    expect(a.flush()[0]).toBe(item);
    expect(b.flush()[0]).toBe(item);
  });

  it('goes at the pace of the slowest of its queues', async () => {
    const pipeline = new Pipeline();
    let given = 0;
    function* numbers(): Generator<number> {
      while (given < 1000) yield given++;
    }
    const [fast, slow] = tee(pipeline.queue({ from: numbers(), capacity: 4 }), 2, {
      out: [pipeline.queue<number>(), pipeline.queue<number>({ capacity: 4 })],
    });
    const never = map(() => new Promise<never>(() => {}), slow);
    const run = pipeline.run();
    for await (const n of fast) if (n === 4) break;
    expect(given).toBeLessThan(8);
    run.abort('enough');
    await expect(never.toArray()).rejects.toBe('enough');
    await expect(run).rejects.toBe('enough');
  });

  it('goes on for the others when one of its queues is given up', async () => {
    await virtually(({ cold, expectObservable, expectSubscriptions, pipeline }) => {
      const source = cold('  -a-b-c-|');
      const until = '        --!     ';
      const left = '         -a      ';
      const expected = '     -a-b-c-|';
      const subscribed = '   ^------!';
      const [a, b] = tee(pipeline.queue({ from: source }), 2);
      expectObservable(a, until).toBe(left);
      expectObservable(b).toBe(expected);
      expectSubscriptions(source.subscriptions).toBe(subscribed);
    });
  });

  it('counts as discarded what comes to a queue that is given up', async () => {
    const pipeline = new Pipeline();
    const inputs = pipeline.queue<number>();
    const [left, kept] = tee(inputs, 2);
    const run = pipeline.run();
    inputs.next(1);
    for await (const _ of left) break;
    inputs.next(2);
    inputs.close();
    const { nodes, stopped } = await run;
    expect(nodes.at(-1)).toMatchObject({ in: 2, out: 3, discarded: 1 });
    expect(stopped).toBe(false);
    expect(kept.flush()).toEqual([1, 2]);
  });
});
