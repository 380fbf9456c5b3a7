import { describe, expect, it } from '@jest/globals';
import {
  batch,
  chain,
  filter,
  map,
  merge,
  Pipeline,
  sink,
  split,
  task,
  tee,
  unbatch,
  type Failure,
  type ItemTrace,
  type RunOptions,
  type Task,
} from '../../../lib/index.js';
import { MOST_TRACES } from '../../../lib/insight/trace/tracer.js';
import { Gate } from '../../run/settling/scene.js';

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);
const same = task((n: number) => n, { name: 'same' });
const wait = (ms: number): Promise<number> => new Promise((done) => setTimeout(done, ms, ms));
const isEven = (n: number): boolean => n % 2 === 0;

/** Fails on 2. */
const picky = (name: string): Task<number, number> =>
  task(
    (n: number) => {
      if (n === 2) throw new Error('two');
      return n;
    },
    { name },
  );

async function tracesOf(
  pipeline: Pipeline,
  options: RunOptions = { trace: 1 },
): Promise<readonly ItemTrace[]> {
  return (await pipeline.run(options)).traces;
}

/** The path of each: "same out, Filter(isEven) dropped". */
function paths(traces: readonly ItemTrace[]): string[] {
  return traces.map(({ steps }) => steps.map(({ label, fate }) => `${label} ${fate}`).join(', '));
}

describe('the trace of an item', () => {
  it('is kept of the first and every n-th of each source, if any was asked for', async () => {
    const pipeline = new Pipeline();
    const [a, b] = [pipeline.queue({ from: upTo(10) }), pipeline.queue({ from: upTo(3) })];
    sink(same, merge([a, b]));
    const traces = await tracesOf(pipeline, { trace: 4 });
    expect(traces.map(({ source, number }) => [source, number]).toSorted()).toEqual([
      [`source:${a.id}`, 1],
      [`source:${a.id}`, 5],
      [`source:${a.id}`, 9],
      [`source:${b.id}`, 1],
    ]);

    const other = new Pipeline();
    sink(same, other.queue({ from: upTo(10) }));
    expect(await tracesOf(other, {})).toEqual([]);
  });

  it('tells the path: splits, filters, joins', async () => {
    const pipeline = new Pipeline();
    const [even, odd] = split(isEven, pipeline.queue({ from: [1, 2, 3] }));
    const wanted = filter((n) => n > 1, odd);
    sink(same, merge([map(same, even), wanted]));
    expect(paths(await tracesOf(pipeline))).toEqual([
      'Split(isEven) out, Filter dropped',
      'Split(isEven) out, same out, Merge out, same out',
      'Split(isEven) out, Filter out, Merge out, same out',
    ]);
  });

  it('goes on with each copy of a tee', async () => {
    const pipeline = new Pipeline();
    const [a, b] = tee(pipeline.queue({ from: [1] }), 2);
    sink(
      task((n: number) => n, { name: 'a' }),
      a,
    );
    sink(
      task((n: number) => n, { name: 'b' }),
      b,
    );
    expect(paths(await tracesOf(pipeline))).toEqual(['Tee out, a out, b out']);
  });

  it.each([{ fill: true }, { fill: false }, { maxWait: 5 }])(
    'goes on with its batch, and then with the first of it: %j',
    async (how) => {
      const pipeline = new Pipeline();
      const batches = batch(pipeline.queue({ from: upTo(5) }), { size: 2, ...how });
      sink(
        same,
        unbatch(
          map(
            task((all: number[]) => all, { name: 'all' }),
            batches,
          ),
        ),
      );
      const traces = await tracesOf(pipeline);
      const label = pipeline.graph.getNodeAttribute(pipeline.graph.outNeighbors('queue-1')[0]!, 'label');
      expect(paths(traces)).toEqual(Array(5).fill(`${label} out, all out, Unbatch out, same out`));
    },
  );

  it('ends where an iterable is empty', async () => {
    const pipeline = new Pipeline();
    sink(same, unbatch(pipeline.queue<number[]>({ from: [[], [1]] })));
    expect(paths(await tracesOf(pipeline))).toEqual(['Unbatch dropped', 'Unbatch out, same out']);
  });

  it('ends where an item is skipped, and goes on where it is sent to a failure queue', async () => {
    const pipeline = new Pipeline();
    const failures = pipeline.queue<Failure<number>>({ name: 'failures' });
    const routed = map(picky('routes'), pipeline.queue({ from: [1, 2] }), { onError: failures, retry: 2 });
    sink(picky('skips'), unbatch(map((n) => [n, 2], routed)), { onError: 'skip' });
    sink(
      task(() => {}, { name: 'notes' }),
      failures,
    );
    const traces = await tracesOf(pipeline);
    expect(paths(traces)).toEqual([
      'routes out, task 2 out, Unbatch out, skips out',
      'routes failed, notes out',
    ]);
    expect(traces[1]!.steps[0]!.attempts).toBe(3);
  });

  it('ends as discarded where the run was cut short', async () => {
    const pipeline = new Pipeline();
    const results = map(same, pipeline.queue({ from: upTo(100), capacity: 2 }), {
      out: pipeline.queue<number>({ capacity: 2 }),
    });
    const run = pipeline.run({ trace: 1 });
    for await (const n of results) if (n === 10) break;
    const { traces } = await run;
    expect(traces.slice(0, 10).every(({ steps }) => steps[0]!.fate === 'out')).toBe(true);
    expect(traces.at(-1)!.steps.at(-1)!.fate).toBe('discarded');
  });

  it('adds up: what it waited and worked is what it took', async () => {
    const pipeline = new Pipeline();
    const slow = task((n: number) => new Promise<number>((done) => setTimeout(done, 5, n)), { name: 'slow' });
    sink(same, map(slow, map(same, pipeline.queue({ from: upTo(10) }))));
    const run = pipeline.run({ trace: 3 });
    const { traces, duration } = await run;
    expect(traces).toHaveLength(4);
    for (const { steps } of traces) {
      let now = 0;
      for (const { entered, waiting, working, left } of steps) {
        expect(entered).toBeGreaterThanOrEqual(now);
        expect(Math.min(waiting, working)).toBeGreaterThanOrEqual(0);
        expect(entered + waiting + working).toBeLessThanOrEqual(left + 0.01);
        now = entered;
      }
      expect(steps[1]!.working).toBeGreaterThan(3);
      expect(steps.at(-1)!.left).toBeLessThanOrEqual(duration);
    }
    expect(traces.at(-1)!.steps[1]!.waiting).toBeGreaterThan(20); // nine items before it
  });

  it('tells what a result in order was held back', async () => {
    const pipeline = new Pipeline();
    const overtaken = new Gate();
    const work = async (n: number): Promise<void> => {
      if (n === 2) return overtaken.open();
      await overtaken.opened;
      await wait(20);
    };
    chain([task(work, { concurrency: 2, ordered: true })], pipeline.queue({ from: [1, 2] }));
    const [, second] = await tracesOf(pipeline);
    const { entered, waiting, working, left } = second!.steps[0]!;
    expect(left - (entered + waiting + working)).toBeGreaterThan(15);
  });

  it('is not kept of more items than can be looked at', async () => {
    const pipeline = new Pipeline();
    sink(same, pipeline.queue({ from: upTo(3 * MOST_TRACES) }));
    const traces = await tracesOf(pipeline);
    expect(traces.map(({ number }) => number)).toEqual(upTo(30_000).filter((n) => n % 4 === 1));
  });

  it.each([0, 1.5, '1'])('is refused for every %j-th item', async (trace) => {
    const pipeline = new Pipeline();
    sink(same, pipeline.queue({ from: [1] }));
    await expect(pipeline.run({ trace: trace as number })).rejects.toThrow(
      /^run: expected `trace` to be an integer from 1 and up, got/,
    );
  });
});
