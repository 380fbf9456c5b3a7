import { describe, expect, it } from '@jest/globals';
import { batch, chain, filter, map, Pipeline, sink, task, tee, unbatch } from '../../lib/index.js';
import { begin } from '../../lib/run/run.js';
import { StillClock } from '../still-clock.js';
import { lookAt, numbers, taking } from './look.js';

const fails = (): Promise<never> => Promise.reject(new Error('no'));

describe('busy, blocked and starved', () => {
  it('make 1 for every node, whatever it is', async () => {
    const { snapshot } = await lookAt(1000, (virtual) => {
      const { pipeline, later } = virtual;
      const [left, right] = tee(map(taking(virtual, 'first', 5, 3), numbers(virtual)), 2);
      sink(
        taking(virtual, 'last', 2),
        unbatch(
          batch(
            filter((n) => n % 2 === 0, left),
            4,
          ),
        ),
      );
      map(
        (items: unknown[]) => later(1, items),
        batch(pipeline.queue({ name: 'open' }), { size: 2, fill: false }),
      );
      map(
        task((n: number) => later(30, n), { name: 'ordered', concurrency: 4, ordered: true }),
        right,
      );
    });
    for (const { busy, blocked, starved } of snapshot.nodes) {
      expect(busy + blocked + starved).toBeCloseTo(1);
      expect(Math.min(busy, blocked, starved)).toBeGreaterThanOrEqual(0);
    }
  });

  it('count calls under way by their share of `concurrency`', async () => {
    const { node } = await lookAt(1000, (virtual) => {
      map(taking(virtual, 'wide', 20, 4), numbers(virtual, 10)).subscribe();
    });
    expect(node('wide').busy).toBeCloseTo(0.5, 1);
    expect(node('wide').starved).toBeCloseTo(0.5, 1);
  });

  it('stand still when a node is through', async () => {
    const { node } = await lookAt(4900, (virtual) => {
      const few = virtual.pipeline.queue({ name: 'few', from: Array.from({ length: 100 }, (_, n) => n) });
      chain([taking(virtual, 'quick', 1), taking(virtual, 'slow', 50)], few).subscribe();
    });
    const { busy, blocked, starved } = node('quick');
    expect(busy + blocked + starved).toBeCloseTo(1);
    expect(blocked).toBeGreaterThan(0.9);
  });
});

describe('rate', () => {
  it('is that of the last two seconds', async () => {
    const { node } = await lookAt(10_000, (virtual) => {
      let n = 0;
      const next = (): any => virtual.later(n < 500 ? 5 : 50, { done: false, value: n++ });
      map(
        (item) => item,
        virtual.pipeline.queue({ name: 'slower', from: { [Symbol.asyncIterator]: () => ({ next }) } }),
      ).subscribe();
    });
    expect(node('slower').rate).toBeGreaterThan(19);
    expect(node('slower').rate).toBeLessThan(21);
  });

  it('falls when nothing comes any more', async () => {
    const { node } = await lookAt(60_000, (virtual) => {
      const inputs = virtual.pipeline.queue<number>({ name: 'dried up' });
      for (let frame = 1; frame < 1000; frame += 10) virtual.during(frame, () => inputs.next(1));
      map((n) => n, inputs).subscribe();
    });
    expect(node('dried up').rate).toBeLessThan(1);
  });
});

describe('latency', () => {
  it('is that of the calls, in milliseconds', async () => {
    const { node } = await lookAt(4000, (virtual) => {
      map(
        task((n: number) => virtual.later(n % 10 === 9 ? 100 : 16, n), { name: 'mostly 16' }),
        numbers(virtual),
      ).subscribe();
    });
    const { mean, p50, p95, p99, max } = node('mostly 16').latency;
    expect(p50).toBeCloseTo(16, 0);
    expect([p95, p99, max].map(Math.round)).toEqual([100, 100, 100]);
    expect(mean).toBeCloseTo(0.9 * 16 + 0.1 * 100, -1);
  });

  it('counts calls that fail, each attempt by itself', async () => {
    const pipeline = new Pipeline();
    map(task(fails, { retry: 2, onError: 'skip' }), pipeline.queue({ from: [1, 2] }));
    const { nodes } = await pipeline.run();
    expect(nodes[1]).toMatchObject({ in: 2, out: 0, skipped: 2, retried: 4 });
    expect(nodes[1]!.latency.max).toBeGreaterThan(0);
  });

  it('is 0 for what makes no calls', async () => {
    const { node } = await lookAt(100, (virtual) => {
      filter(
        function any() {
          return true;
        },
        numbers(virtual, 5),
      ).subscribe();
    });
    expect(node('Filter(any)').latency).toEqual({ mean: 0, p50: 0, p95: 0, p99: 0, max: 0 });
  });
});

describe('a synchronous task', () => {
  it('is busy for as long as it holds the thread, and the verdict sends it off', async () => {
    const pipeline = new Pipeline();
    const clock = new StillClock();
    const items = Array.from({ length: 300 }, (_, n) => n);
    const takes = (ms: number) => (n: number) => (clock.take(ms), n);
    const tasks = [0.5, 4, 0.5].map((ms, i) => task(takes(ms), { name: ['first', 'middle', 'last'][i]! }));
    chain(tasks as any, pipeline.queue({ from: items })).subscribe();
    const { nodes, verdict } = await begin(pipeline.graph, false, {}, clock);
    const [, first, middle, last] = nodes;
    expect(middle!.busy).toBeGreaterThan(0.8);
    expect(middle!.latency.p50).toBeGreaterThanOrEqual(4);
    expect(last!.starved).toBeGreaterThan(0.5);
    expect(first!.busy + first!.blocked).toBeGreaterThan(0.8);
    expect(verdict.bottleneck).toBe(middle!.id);
    expect(verdict.sentence).toMatch(/this thread.*threads\(\)/);
  });
});
