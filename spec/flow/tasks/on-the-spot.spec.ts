import { describe, expect, it } from '@jest/globals';
import { chain, map, Pipeline, task, unbatch } from '../../../lib/index.js';
import { begin } from '../../../lib/run/run.js';
import { StillClock } from '../../still-clock.js';

const many = Array.from({ length: 20_000 }, (_, i) => i);

describe('a chain of quick tasks', () => {
  it('has next to nothing waiting', async () => {
    const pipeline = new Pipeline();
    const waited: number[] = [];
    const middle = map((n: number) => n + 1, pipeline.queue({ from: many }));
    const results = map((n) => {
      waited.push(middle.size);
      return n;
    }, middle);
    await pipeline.run();
    expect(results.flush()).toEqual(many.map((n) => n + 1));
    expect(waited.filter((size) => size > 0).length).toBeLessThan(many.length / 2);
  });

  it('calls none after an abort', async () => {
    const pipeline = new Pipeline();
    let last = 0;
    const seen: number[] = [];
    const first = (n: number): number => {
      last = n;
      if (n === 15_000) run.abort('enough');
      return n;
    };
    chain([first, (n) => void seen.push(n)], pipeline.queue({ from: many }));
    const run = pipeline.run();
    await expect(run).rejects.toBe('enough');
    expect(last).toBe(15_000);
    expect(seen).toEqual(many.slice(0, seen.length));
    expect(seen.length).toBeLessThanOrEqual(15_000);
  });

  it('fails with the item, the task and the cause, wherever in it a call throws', async () => {
    const pipeline = new Pipeline();
    const cause = new Error('odd');
    const second = (n: number): number => {
      if (n === 15_000) throw cause;
      return n;
    };
    chain([(n: number) => n, second], pipeline.queue({ from: many }));
    await expect(pipeline.run()).rejects.toMatchObject({ task: 'second', item: 15_000, cause });
  });

  it('waits for promises that calls give all of a sudden', async () => {
    const pipeline = new Pipeline();
    const atTimes = task((n: number) => (n % 1000 === 999 ? Promise.resolve(n) : n));
    const results = chain([(n: number) => n, atTimes], pipeline.queue({ from: many }));
    await pipeline.run();
    expect(results.flush()).toEqual(many);
  });

  it('tells whose the time of this thread was', async () => {
    const pipeline = new Pipeline();
    const clock = new StillClock();
    const light = task((n: number) => n, { name: 'light' });
    const heavy = task((n: number) => (clock.take(0.01), n), { name: 'heavy' });
    chain([light, heavy, light], pipeline.queue({ from: many }));
    const { verdict, nodes } = await begin(pipeline.graph, false, {}, clock);
    expect(verdict.bottleneck).toBe(nodes.find(({ label }) => label === 'heavy')!.id);
    expect(verdict.sentence).toMatch(/^bottleneck: heavy, which takes \d+ % of this thread/);
  });

  it('lets the event loop go round when its calls become slow', async () => {
    const pipeline = new Pipeline();
    const clock = new StillClock();
    const slowLater = task((n: number) => (clock.take(n < 15_000 ? 0 : 1), n));
    chain([(n: number) => n, slowLater], pipeline.queue({ from: many.slice(0, 15_100) }));
    let turns = 0;
    let isOver = false;
    const count = (): void => void (isOver || (turns++, setImmediate(count)));
    setImmediate(count);
    await begin(pipeline.graph, false, {}, clock);
    isOver = true;
    expect(turns).toBeGreaterThan(10); // 100 ms of slow calls, of which a turn has 8
  });
});

describe('arrays on their way to be flattened', () => {
  it('stop where there is no room for their items, and go on from there', async () => {
    const pipeline = new Pipeline();
    const pairs = map((n: number) => [n, -n, n], pipeline.queue({ from: many }));
    const items = unbatch(pairs, { out: pipeline.queue<number>({ capacity: 2 }) });
    const read: number[] = [];
    const run = pipeline.run();
    for await (const item of items) read.push(item);
    const { queues } = await run;
    expect(read).toEqual(many.flatMap((n) => [n, -n, n]));
    expect(queues.at(-1)!.peak).toBeLessThanOrEqual(3);
  });
});
