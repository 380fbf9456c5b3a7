import { describe, expect, it } from '@jest/globals';
import { batch, filter, map, merge, Pipeline, split, tee, unbatch, type Queue } from '../../lib/index.js';

/** More than a queue has room for. */
const ITEMS = Array.from({ length: 100 }, (_, i) => i);

/** Applies `verb` to a queue of {@link ITEMS}, and to what comes of it, again and again. */
function inARow(times: number, verb: (queue: Queue<number>) => Queue<number>): [Pipeline, Queue<number>] {
  const pipeline = new Pipeline();
  let queue = pipeline.queue({ from: ITEMS });
  for (let i = 0; i < times; i++) queue = verb(queue);
  return [pipeline, queue];
}

const NODES = 3_000;

/** One more node, or two, in a row: as many items come out as go in. */
const VERBS: Record<
  string,
  { readonly nodes: number; readonly verb: (queue: Queue<number>) => Queue<number> }
> = {
  filters: { nodes: 1, verb: (queue) => filter((n) => n >= 0, queue) },
  tees: { nodes: 1, verb: (queue) => tee(queue, 1)[0] },
  tasks: { nodes: 1, verb: (queue) => map((n) => n, queue) },
  'filters after tees': { nodes: 2, verb: (queue) => filter((n) => n >= 0, tee(queue, 1)[0]) },
  'splits that are merged': { nodes: 2, verb: (queue) => merge(split((n) => n % 2 === 0, queue)) },
  'batches that are taken apart': { nodes: 2, verb: (queue) => unbatch(batch(queue, 7)) },
  'tasks between tees': { nodes: 2, verb: (queue) => map((n) => n, tee(queue, 1)[0]) },
};

const sorted = (items: readonly number[]): number[] => items.toSorted((a, b) => a - b);

describe.each(Object.entries(VERBS))(`${NODES} nodes in a row: %s`, (_kind, { nodes, verb }) => {
  it('let everything through, behind a slow reader too', async () => {
    const [pipeline, output] = inARow(NODES / nodes, verb);
    const slow = map(async (n) => n, output);
    const { queues } = await pipeline.run();
    expect(sorted(slow.flush())).toEqual(ITEMS);
    expect(Math.max(...queues.map(({ peak }) => peak))).toBeLessThanOrEqual(64);
  });

  it('end, every item accounted for, when a reader leaves', async () => {
    const [pipeline, output] = inARow(NODES / nodes, verb);
    const reading = output[Symbol.asyncIterator]();
    const run = pipeline.run();
    await reading.next();
    await reading.return!();
    expect(await run).toMatchObject({ stopped: true });
  });
});

/** Each split has an item of its own, and leaves the others to the next. */
function peeled(): [Pipeline, Queue<number>[]] {
  const leaves: Queue<number>[] = [];
  let peel = 0;
  const [pipeline, rest] = inARow(NODES, (queue) => {
    const own = peel++;
    const [leaf, others] = split((n) => n === own, queue);
    leaves.push(leaf);
    return others;
  });
  return [pipeline, [...leaves, rest]];
}

describe(`${NODES} splits, peeled off one after the other`, () => {
  it('give each of them its item', async () => {
    const [pipeline, leaves] = peeled();
    await pipeline.run();
    expect(leaves.flatMap((leaf) => leaf.flush())).toEqual(ITEMS);
  });

  it('are merged again', async () => {
    const [pipeline, leaves] = peeled();
    const all = merge(leaves);
    await pipeline.run();
    expect(sorted(all.flush())).toEqual(ITEMS);
  });

  it('fail the run where the last of them fails', async () => {
    const [pipeline, leaves] = peeled();
    const failing = map((n) => {
      if (n === 75) throw new Error('not this one');
      return n;
    }, leaves[75]!);
    await expect(pipeline.run()).rejects.toMatchObject({ code: 'task-failed' });
    expect(failing.flush()).toEqual([]);
  });
});

describe('forty diamonds of split and merge, one on the other', () => {
  // There are 2 ** 40 ways through: whatever follows each of them never ends.
  it('let everything through once', async () => {
    const [pipeline, output] = inARow(40, (queue) => {
      const [even, odd] = split((n) => n % 2 === 0, queue);
      return merge([odd, even]);
    });
    const slow = map(async (n) => n, output);
    const { queues } = await pipeline.run();
    expect(slow.flush()).toEqual(ITEMS);
    for (const { in: entered, out } of queues) expect(out).toBe(entered);
    expect(queues.at(-1)).toMatchObject({ in: ITEMS.length });
  });
});
