import { describe, expect, it } from '@jest/globals';
import { chain, filter, map, Pipeline, sink, type Queue } from '../../../lib/index.js';

const many = Array.from({ length: 20_000 }, (_, i) => i);
/** Far enough in for the calls to be known as quick. */
const LATE = 15_000;

const isEven = (n: number): boolean => n % 2 === 0;

/** A line of three tasks and a filter: calls `at` with every item of the second, then of the filter. */
function line(pipeline: Pipeline, at: (n: number, queues: readonly Queue<number>[]) => void): Queue<number> {
  const first = map((n: number) => n, pipeline.queue({ from: many }));
  const second: Queue<number> = map((n: number) => (at(n, [first, second, kept, last]), n), first);
  const kept: Queue<number> = filter(isEven, second);
  const last: Queue<number> = map((n: number) => n, kept);
  return last;
}

/** What a run fails with whose line ends in a filter. */
async function blamed(predicate: (n: number) => boolean): Promise<unknown> {
  const pipeline = new Pipeline();
  sink(() => {}, filter(predicate, chain([(n: number) => n, Number], pipeline.queue({ from: many }))));
  return pipeline.run().catch((error: unknown) => error);
}

describe('a line of quick calls', () => {
  it('keeps exact accounts', async () => {
    const pipeline = new Pipeline();
    const last = line(pipeline, () => {});
    const { nodes, queues } = await pipeline.run();
    expect(last.flush()).toEqual(many.filter(isEven));
    const half = many.length / 2;
    expect(nodes.map((node) => [node.in, node.out, node.dropped])).toEqual([
      [many.length, many.length, 0],
      [many.length, many.length, 0],
      [many.length, many.length, 0],
      [many.length, half, half],
      [half, half, 0],
    ]);
    expect(queues.map((queue) => queue.in)).toEqual([many.length, many.length, many.length, half, half]);
  });

  it('shows how far it is while a call is being made', async () => {
    const pipeline = new Pipeline();
    const seen: number[][] = [];
    line(pipeline, (n) => {
      if (n === LATE) seen.push(run.snapshot().nodes.map((node) => node.in));
    });
    const run = pipeline.run();
    await run;
    const before = LATE / 2;
    expect(seen).toEqual([[LATE + 1, LATE + 1, LATE + 1, LATE, before]]);
  });

  it('shows a queue in its middle to whoever subscribes, from the next item on', async () => {
    const pipeline = new Pipeline();
    const seen = { second: [] as number[], kept: [] as number[] };
    line(pipeline, (n, [, second, kept]) => {
      if (n !== LATE) return;
      second!.subscribe((item) => seen.second.push(item));
      kept!.subscribe((item) => seen.kept.push(item));
    });
    await pipeline.run();
    expect(seen.second).toEqual(many.slice(LATE));
    expect(seen.kept).toEqual(many.slice(LATE).filter(isEven));
  });

  it('goes on to the others when one who watched has left', async () => {
    const pipeline = new Pipeline();
    const seen: number[] = [];
    const last = line(pipeline, (n) => {
      if (n === LATE) watcher.unsubscribe();
    });
    const watcher = last.subscribe((n) => seen.push(n));
    const others: number[] = [];
    last.subscribe((n) => others.push(n));
    await pipeline.run();
    expect(seen).toEqual(many.slice(0, LATE).filter(isEven));
    expect(others).toEqual(many.filter(isEven));
  });

  it('calls functions as what they are, not as methods of something', async () => {
    const pipeline = new Pipeline();
    const seen = new Set<unknown>();
    function task(this: unknown, n: number): number {
      seen.add(this);
      return n;
    }
    function predicate(this: unknown): boolean {
      seen.add(this);
      return true;
    }
    sink(
      task as (n: number) => number,
      filter(predicate as () => boolean, map(task as (n: number) => number, pipeline.queue({ from: many }))),
    );
    await pipeline.run();
    expect([...seen]).toEqual([undefined]);
  });

  it('stops behind the call in which the run is aborted', async () => {
    const pipeline = new Pipeline();
    const last = line(pipeline, (n) => {
      if (n === LATE) run.abort('enough');
    });
    const seen: number[] = [];
    last.subscribe((n) => seen.push(n));
    const run = pipeline.run();
    await expect(run).rejects.toBe('enough');
    expect(seen).toEqual(many.slice(0, LATE).filter(isEven));
  });

  it('blames the filter in it that throws, or gives a promise', async () => {
    const cause = new Error('odd');
    const thrown = (n: number): boolean => {
      if (n === LATE) throw cause;
      return true;
    };
    const given = (n: number): boolean => (n === LATE ? (Promise.resolve(true) as unknown as boolean) : true);
    expect(await blamed(thrown)).toMatchObject({ task: 'Filter(thrown)', item: LATE, cause });
    const misled: unknown = expect.any(TypeError);
    expect(await blamed(given)).toMatchObject({ task: 'Filter(given)', item: LATE, cause: misled });
  });
});
