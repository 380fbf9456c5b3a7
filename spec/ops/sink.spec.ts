import { describe, expect, it } from '@jest/globals';
import { Pipeline, sink } from '../../lib/index.js';
import { rows, throwingRow } from '../rows.js';
import { virtually } from '../virtual.js';

/** A sink has no output to look at: its input is watched, which ends as the run does. */
describe('sink', () => {
  rows<string>({
    op: (queue) => {
      sink(() => {}, queue);
      return queue;
    },
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
      subscribed: '^------!',
    },
    synchronous: {
      source: ['a', 'b', 'c'],
      expected: '(abc|)',
    },
  });

  throwingRow(
    (breaks, queue) => {
      const seen = queue.pipeline.queue<string>();
      sink(breaks, queue);
      seen.close();
      return seen;
    },
    { code: 'task-failed', task: 'breaks' },
  );

  it('runs its task on every item and keeps nothing', async () => {
    const pipeline = new Pipeline();
    const seen: number[] = [];
    sink((n) => seen.push(n), pipeline.queue({ from: [1, 2, 3] }));
    const { nodes, queues } = await pipeline.run();
    expect(seen).toEqual([1, 2, 3]);
    expect(nodes.at(-1)).toMatchObject({ kind: 'task', in: 3, out: 3, failed: 0 });
    expect(queues).toHaveLength(1);
  });

  it('keeps the run going until its last call has ended', async () => {
    await virtually(({ cold, expectObservable, later, pipeline }) => {
      const source = cold('  -a-b|');
      const expected = '     -a-b---|';
      const queue = pipeline.queue({ from: source });
      sink((item) => later(4, item), queue, { concurrency: 2 });
      expectObservable(queue).toBe(expected);
    });
  });

  it('keeps a pipeline going whose outputs are given up', async () => {
    const pipeline = new Pipeline();
    const seen: number[] = [];
    sink((n) => seen.push(n), pipeline.queue({ from: [1, 2, 3] }));
    const other = pipeline.queue({ from: [1, 2, 3] });
    pipeline.run();
    for await (const _ of other) break;
    await pipeline.shutdown();
    expect(seen).toEqual([1, 2, 3]);
  });
});
