import type { Histogram } from '@opentelemetry/sdk-metrics';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { filter, map, Pipeline, task, type Run } from '../../lib/index.js';
import { observeRun } from '../../lib/otel/index.js';
import { Collector, valueOf } from './collector.js';

let collector: Collector;

beforeEach(() => {
  collector = new Collector();
});

afterEach(() => collector.provider.shutdown());

/** A run of 30 numbers: 15 get to `work`, which fails on 5 of them, twice each. It begins each with `before`. */
function observed(before?: (n: number) => Promise<void> | void): { run: Run; end: () => void } {
  const pipeline = new Pipeline({ name: 'numbers' });
  const numbers = pipeline.queue({
    name: 'inputs',
    from: Array.from({ length: 30 }, (_, n) => n),
    capacity: 5,
  });
  const odd = filter((n) => n % 2 === 1, numbers, { out: pipeline.queue({ name: 'odd', capacity: 4 }) });
  const work = async (n: number): Promise<number> => {
    await before?.(n);
    if (n % 3 === 0) throw new Error('no');
    return n;
  };
  map(task(work, { name: 'work', onError: 'skip', retry: 1 }), odd);
  const run = pipeline.run();
  return { run, end: observeRun(run, { pipeline: 'numbers', meter: collector.meter }) };
}

/** The same, held up in the call with 7 until `release` is called. */
async function held(): Promise<{ run: Run; end: () => void; release: () => void }> {
  let release!: () => void;
  let reached!: () => void;
  const released = new Promise<void>((resolve) => (release = resolve));
  const isReached = new Promise<void>((resolve) => (reached = resolve));
  const { run, end } = observed((n) => {
    if (n !== 7) return;
    reached();
    return released;
  });
  await isReached;
  return { run, end, release };
}

/** What is collected now of `work`: items taken in, calls timed; and whether queues are told of. */
async function worked(): Promise<unknown[]> {
  const all = await collector.collect();
  const work = { 'skorche.node.name': 'work' };
  const { count } = valueOf(all.get('skorche.task.duration'), work) as Histogram;
  return [valueOf(all.get('skorche.node.items.received'), work), count, all.has('skorche.queue.usage')];
}

describe('observeRun', () => {
  it('gives counters, by node and outcome', async () => {
    await observed().run;
    const all = await collector.collect();
    const of = (name: string) =>
      valueOf(all.get('skorche.node.items.processed'), {
        'skorche.node.name': 'work',
        'skorche.item.outcome': name,
      });
    expect(valueOf(all.get('skorche.node.items.received'), { 'skorche.node.name': 'work' })).toBe(15);
    expect([of('out'), of('skipped'), of('failed')]).toEqual([10, 5, undefined]);
    expect(valueOf(all.get('skorche.node.items.processed'), { 'skorche.item.outcome': 'dropped' })).toBe(15);
    expect(valueOf(all.get('skorche.task.retries'), {})).toBe(5);
  });

  it('has counts in a collection as they are when it begins', async () => {
    const { run, release } = await held();
    const before = run.snapshot().nodes.map((node) => [node.label, node.in, node.out]);
    const all = await collector.collect();
    const of = (name: string, label: string) => valueOf(all.get(name), { 'skorche.node.name': label });
    const told = before.map(([label]) => [
      label,
      of('skorche.node.items.received', String(label)),
      of('skorche.node.items.processed', String(label)),
    ]);
    expect(told).toEqual(before);
    expect(before.at(-1)).toEqual(['work', 4, 2]); // 1 and 5; 3 was skipped, 7 is under way
    release();
    await run;
    const last = (await collector.collect()).get('skorche.node.items.received');
    expect(valueOf(last, { 'skorche.node.name': 'work' })).toBe(15); // each is added once
  });

  it('gives shares of time that make 1, while a run goes on', async () => {
    const { run, release } = await held();
    const all = await collector.collect();
    const shares = ['busy', 'blocked', 'starved'].map((state) =>
      valueOf(all.get('skorche.node.utilization'), {
        'skorche.node.name': 'work',
        'skorche.node.state': state,
      }),
    ) as number[];
    expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1);
    release();
    await run;
  });

  it('gives what waits, what is under way and their limits, and takes it back at the end', async () => {
    const { run, release } = await held();
    const queue = { 'skorche.pipeline.name': 'numbers', 'skorche.queue.name': 'odd' };
    const levels = async (): Promise<unknown[]> => {
      const all = await collector.collect();
      return [
        valueOf(all.get('skorche.queue.usage'), queue),
        valueOf(all.get('skorche.queue.limit'), queue),
        valueOf(all.get('skorche.task.active_calls'), {}),
        valueOf(all.get('skorche.task.active_calls.limit'), {}),
      ];
    };
    expect(await levels()).toEqual([4, 4, 1, 1]);
    expect(await levels()).toEqual([4, 4, 1, 1]);
    release();
    await run;
    expect(await levels()).toEqual([0, 0, 0, 0]);
  });

  it('gives a histogram of calls, in seconds', async () => {
    await observed().run;
    const duration = (await collector.collect()).get('skorche.task.duration')!;
    const { count, sum } = valueOf(duration, { 'skorche.node.name': 'work' }) as Histogram;
    expect(duration.descriptor.unit).toBe('s');
    expect(count).toBe(20); // 15 items, 5 of them twice
    expect(sum).toBeGreaterThan(0);
    expect(sum).toBeLessThan(1);
  });

  it('counts no further when it is called off, once or twice', async () => {
    const { run, end, release } = await held();
    end();
    expect(await worked()).toEqual([4, 4, false]); // calls: 1, 3 twice, 5
    release();
    await run;
    end();
    expect(await worked()).toEqual([4, 4, false]);
  });

  it('is silent without an SDK', async () => {
    const pipeline = new Pipeline();
    map((n) => n, pipeline.queue({ from: [1] }));
    const run = pipeline.run();
    observeRun(run)();
    await expect(run).resolves.toMatchObject({ stopped: false });
  });

  it("refuses what it can't observe, or can't observe with", async () => {
    const run = new Pipeline().run();
    expect(() => observeRun(undefined as any)).toThrow(/^observeRun: expected `run` to be a run/);
    expect(() => observeRun(run, { meter: null as any })).toThrow(/^observeRun: expected `meter`/);
    await run;
  });
});
