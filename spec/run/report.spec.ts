import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import {
  batch,
  filter,
  map,
  merge,
  Pipeline,
  sink,
  split,
  tee,
  unbatch,
  type NodeReport,
  type Queue,
  type Run,
  type Snapshot,
} from '../../lib/index.js';

const SIZE = 7;

interface Everything {
  readonly pipeline: Pipeline;
  readonly batches: Queue<number[]>;
  /** Items in the batches that came. */
  batched: number;
}

/** A pipeline with one of everything; its slow tasks fail on `bad`. */
function everything(bad?: number): Everything {
  const pipeline = new Pipeline();
  const inputs = pipeline.queue({ from: Array.from({ length: 600 }, (_, n) => n), capacity: 8 });
  const slow = async (n: number): Promise<number> => {
    await turn();
    if (n === bad) throw new Error('no');
    return n;
  };
  const [left, right] = tee(inputs, 2);
  const kept = filter((n) => n % 3 > 0, left);
  const batches = batch(map(slow, kept, { concurrency: 4, ordered: true }), SIZE);
  const [small, large] = split((n) => n < 100, right);
  sink(slow, unbatch(map((n) => [n, n], merge([small, large]))), { concurrency: 3 });
  const all = { pipeline, batched: 0, batches: map((items) => items, batches) };
  batches.subscribe((items) => (all.batched += items.length));
  return all;
}

interface End {
  readonly bad?: number;
  readonly cut?: (run: Run, all: Everything) => unknown;
  /** Whether everything that was in has come out. */
  readonly isWhole: boolean;
}

const ends: Record<string, End> = {
  'by itself': { isWhole: true },
  'by stop()': { cut: (run) => run.stop(), isWhole: true },
  'by abort()': { cut: (run) => run.abort('enough'), isWhole: false },
  'by a task that fails': { bad: 200, isWhole: false },
  'with an output given up': {
    cut: (_run, { batches }) => batches[Symbol.asyncIterator]().return!(),
    isWhole: true,
  },
};

/** Runs everything to the end named: what is known then. */
async function ended(name: string): Promise<Everything & { last: Snapshot; isWhole: boolean }> {
  const { bad, cut, isWhole } = ends[name]!;
  const all = everything(bad);
  const run = all.pipeline.run();
  for (let i = 0; i < 20; i++) await turn();
  cut?.(run, all);
  await run.catch(() => {}); // two of the ends are errors
  return { ...all, batched: all.batched, last: run.snapshot(), isWhole };
}

/** Items in that are unaccounted for; batches are not counted by items, and have their own row. */
function owed({ label, in: taken, out, failed, skipped, dropped, discarded, active }: NodeReport): number {
  if (/^(Batch|Unbatch)/.test(label)) return 0;
  const copies = label === 'Tee' ? 2 : 1;
  return copies * taken - out - failed - skipped - dropped - discarded - active;
}

describe.each(Object.keys(ends))('the report of a run that ends %s', (name) => {
  it('accounts for every item of every node', async () => {
    const { last } = await ended(name);
    expect(last.nodes.map((node) => [node.id, owed(node), node.active])).toEqual(
      last.nodes.map(({ id }) => [id, 0, 0]),
    );
  });

  it('accounts for the items in batches', async () => {
    const { last, batched, isWhole } = await ended(name);
    const of = (label: RegExp): NodeReport => last.nodes.find((node) => label.test(node.label))!;
    const [batcher, unbatcher] = [of(/^Batch/), of(/^Unbatch/)];
    const letGo = batcher.in - batched;
    expect(letGo).toBe(isWhole ? 0 : batcher.discarded);
    expect(batcher.out).toBe(Math.ceil(batched / SIZE));
    const unmade = 2 * unbatcher.in - unbatcher.out;
    expect(unmade).toBeGreaterThanOrEqual(0);
    expect(unmade).toBeLessThanOrEqual(isWhole ? 0 : 2 * unbatcher.discarded);
  });

  it('has what leaves a node come into the queue behind it, and the other way round', async () => {
    const { last, pipeline } = await ended(name);
    const { graph } = pipeline;
    const counts = new Map(last.nodes.map((node) => [node.id, node]));
    for (const queue of last.queues) {
      const [before = `source:${queue.id}`] = graph.inNeighbors(queue.id);
      const [after] = graph.outNeighbors(queue.id);
      const isOnlyOutput = !graph.hasNode(before) || graph.outDegree(before) === 1;
      const isOnlyInput = after !== undefined && graph.inDegree(after) === 1;
      expect(queue.in).toBe(isOnlyOutput ? counts.get(before)!.out : queue.in);
      expect(queue.out).toBe(isOnlyInput ? counts.get(after)!.in : queue.out);
    }
  });

  it('has never more wait in a queue than its capacity and as much as was under way before it', async () => {
    const { last, pipeline } = await ended(name);
    for (const { id, peak, capacity } of last.queues) {
      const [before] = pipeline.graph.inNeighbors(id);
      const concurrency = last.nodes.find((node) => node.id === before)?.concurrency ?? 1;
      expect(peak).toBeLessThanOrEqual(capacity + concurrency);
    }
  });
});
