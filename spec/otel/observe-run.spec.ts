import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
  type Histogram,
  type MetricData,
} from '@opentelemetry/sdk-metrics';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { filter, map, Pipeline, task, type Run } from '../../lib/index.js';
import { observeRun } from '../../lib/otel/index.js';

let exporter: InMemoryMetricExporter;
let provider: MeterProvider;

beforeEach(() => {
  exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  // Collected when a spec asks for it, not by time.
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 1_000_000 });
  provider = new MeterProvider({ readers: [reader] });
});

afterEach(() => provider.shutdown());

/** What is collected now, by name. */
async function collected(): Promise<Map<string, MetricData>> {
  exporter.reset();
  await provider.forceFlush();
  const scopes = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics);
  return new Map(scopes.flatMap(({ metrics }) => metrics).map((metric) => [metric.descriptor.name, metric]));
}

/** The value whose attributes contain those given. */
function valueOf(metric: MetricData | undefined, attributes: Record<string, string>): unknown {
  const point = metric?.dataPoints.find((one) =>
    Object.entries(attributes).every(([key, value]) => one.attributes[key] === value),
  );
  return point?.value;
}

function work(n: number): number {
  if (n % 3 === 0) throw new Error('no');
  return n;
}

function observed(): { run: Run; end: () => void } {
  const pipeline = new Pipeline({ name: 'numbers' });
  const numbers = pipeline.queue({
    name: 'inputs',
    from: Array.from({ length: 30 }, (_, n) => n),
    capacity: 5,
  });
  const odd = filter((n) => n % 2 === 1, numbers);
  map(task(work, { name: 'work', onError: 'skip', retry: 1 }), odd);
  const run = pipeline.run();
  return { run, end: observeRun(run, { pipeline: 'numbers', meter: provider.getMeter('skorche') }) };
}

describe('observeRun', () => {
  it('gives counters, by node and outcome', async () => {
    const { run } = observed();
    await run;
    const all = await collected();
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

  it('gives shares of time that make 1, what waits, and its limit', async () => {
    const { run } = observed();
    await run;
    const all = await collected();
    const shares = ['busy', 'blocked', 'starved'].map((state) =>
      valueOf(all.get('skorche.node.utilization'), {
        'skorche.node.name': 'work',
        'skorche.node.state': state,
      }),
    ) as number[];
    expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1);
    const inputs = { 'skorche.pipeline.name': 'numbers', 'skorche.queue.name': 'inputs' };
    expect(valueOf(all.get('skorche.queue.limit'), inputs)).toBe(5);
    expect(valueOf(all.get('skorche.queue.usage'), inputs)).toBe(0);
    expect(valueOf(all.get('skorche.task.active_calls'), {})).toBe(0);
    expect(valueOf(all.get('skorche.task.active_calls.limit'), {})).toBe(1);
  });

  it('gives a histogram of calls, in seconds', async () => {
    const { run } = observed();
    await run;
    const duration = (await collected()).get('skorche.task.duration')!;
    const { count, sum } = valueOf(duration, { 'skorche.node.name': 'work' }) as Histogram;
    expect(duration.descriptor.unit).toBe('s');
    expect(count).toBe(20); // 15 items, 5 of them twice
    expect(sum).toBeGreaterThan(0);
    expect(sum).toBeLessThan(1);
  });

  it('gives nothing any more when it is called off', async () => {
    const { run, end } = observed();
    end();
    await run;
    expect([...(await collected()).keys()]).toEqual([]);
  });

  it('is silent without an SDK', async () => {
    const pipeline = new Pipeline();
    map((n) => n, pipeline.queue({ from: [1] }));
    const run = pipeline.run();
    observeRun(run)();
    await expect(run).resolves.toMatchObject({ stopped: false });
  });
});
