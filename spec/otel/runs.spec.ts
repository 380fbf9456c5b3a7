import { AggregationTemporality, type MetricData } from '@opentelemetry/sdk-metrics';
import { afterEach, describe, expect, it } from '@jest/globals';
import { map, Pipeline, type Run } from '../../lib/index.js';
import { observeRun } from '../../lib/otel/index.js';
import { Collector, pointsOf, valueOf } from './collector.js';

const { CUMULATIVE, DELTA } = AggregationTemporality;
const RECEIVED = 'skorche.node.items.received';
const WORK = { 'skorche.node.name': 'work' };

let collector: Collector;

afterEach(() => collector.provider.shutdown());

/** A run of 60 items, declared anew; it fails on the item given. */
function begun(fatal?: number): { run: Run; unobserve: () => void } {
  const pipeline = new Pipeline();
  const numbers = pipeline.queue({ name: 'numbers', from: Array.from({ length: 60 }, (_, n) => n) });
  map(function work(n) {
    if (n === fatal) throw new Error('no');
    return n;
  }, numbers);
  const run = pipeline.run();
  return { run, unobserve: observeRun(run, { pipeline: 'sixty', meter: collector.meter }) };
}

/** Three runs, one after the other: what is collected after each. */
async function three(collectFirst: boolean): Promise<Map<string, MetricData>[]> {
  const all: Map<string, MetricData>[] = [];
  for (let i = 0; i < 3; i++) {
    const { run, unobserve } = begun();
    await run;
    if (!collectFirst) unobserve();
    all.push(await collector.collect());
    unobserve();
  }
  return all;
}

describe('series of several runs', () => {
  it.each([
    ['called off after the collection', true],
    ['called off before it', false],
  ])('have what each run adds, where changes are collected, %s', async (_, collectFirst) => {
    collector = new Collector(DELTA);
    const all = await three(collectFirst);
    expect(all.map((one) => valueOf(one.get(RECEIVED), WORK))).toEqual([60, 60, 60]);
  });

  it.each([
    ['called off after the collection', true],
    ['called off before it', false],
  ])('go on from run to run, where totals are collected, %s', async (_, collectFirst) => {
    collector = new Collector(CUMULATIVE);
    const points = (await three(collectFirst)).map((one) => pointsOf(one.get(RECEIVED), WORK));
    expect(points.map((series) => series.map(({ value }) => value))).toEqual([[60], [120], [180]]);
    expect(new Set(points.flat().map(({ startTime }) => startTime.join())).size).toBe(1);
  });

  it('are one of runs at a time, and have all of them', async () => {
    collector = new Collector();
    await Promise.all([begun().run, begun().run]);
    expect(valueOf((await collector.collect()).get(RECEIVED), WORK)).toBe(120);
  });

  it('have what a run had done when it failed', async () => {
    collector = new Collector();
    const { run } = begun(20);
    await expect(run).rejects.toThrow('no');
    const processed = (await collector.collect()).get('skorche.node.items.processed');
    const of = (outcome: string) => valueOf(processed, { ...WORK, 'skorche.item.outcome': outcome });
    expect([of('out'), of('failed'), of('discarded')]).toEqual([20, 1, 39]);
  });
});

describe('a run that has ended', () => {
  it.each([
    ['well', undefined],
    ['badly', 20],
  ])('%s leaves nothing registered', async (_, fatal) => {
    collector = new Collector(DELTA);
    for (let i = 0; i < 50; i++) await begun(fatal).run.catch(() => {});
    expect(valueOf((await collector.collect()).get(RECEIVED), WORK)).toBe(50 * 60);
    expect([...(await collector.collect()).keys()]).toEqual([]); // what is registered would be observed
  });

  it('has left something registered until then', async () => {
    collector = new Collector(DELTA);
    const { run } = begun();
    expect([...(await collector.collect()).keys()]).toContain('skorche.node.utilization');
    await run;
  });

  it.each([
    ['failed', 20, 'no'],
    ['was refused', undefined, 'threads'],
  ])('%s leaves no rejection that nobody handles', async (_, fatal, message) => {
    collector = new Collector();
    const unhandled: unknown[] = [];
    const listener = (error: unknown): number => unhandled.push(error);
    process.on('unhandledRejection', listener);
    try {
      const run = fatal === undefined ? new Pipeline().run({ threads: 0 }) : begun(fatal).run;
      const unobserve = observeRun(run, { meter: collector.meter });
      await expect(run).rejects.toThrow(message);
      unobserve();
      await new Promise((resolve) => setImmediate(resolve));
      expect(unhandled).toEqual([]);
    } finally {
      process.removeListener('unhandledRejection', listener);
    }
  });
});
