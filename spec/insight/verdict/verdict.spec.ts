import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { chain, filter, map, merge, Pipeline, sink, split, task, type Run } from '../../../lib/index.js';
import { begin } from '../../../lib/run/run.js';
import { StillClock } from '../../still-clock.js';
import { crawl, lookAt, numbers, taking } from '../look.js';

/** A chain of three tasks, that take so many milliseconds an item. */
const chainOf = (first: number, middle: number, last: number, pull = 0) =>
  lookAt(4000, (virtual) => {
    const tasks = [
      taking(virtual, 'first', first),
      taking(virtual, 'middle', middle),
      taking(virtual, 'last', last),
    ];
    chain(tasks as any, numbers(virtual, pull)).subscribe();
  });

describe('the verdict', () => {
  it('names the middle task that takes eight times as long, while it runs', async () => {
    const { snapshot, node } = await chainOf(2, 16, 2);
    const { verdict } = snapshot;
    expect(verdict.bottleneck).toBe(node('middle').id);
    expect(verdict.sentence).toBe(
      'bottleneck: middle, 100 % busy; first is blocked 87 % of the time, last is starved; raising its concurrency to 8 would give up to 8 times the rate, if its calls do not wait for each other',
    );
    expect(node('middle').busy).toBeGreaterThan(0.99);
    expect(node('first').blocked).toBeGreaterThan(0.8);
    expect(node('last').starved).toBeGreaterThan(0.8);
  });

  it('names the first task', async () => {
    const { snapshot, node } = await chainOf(16, 2, 2);
    expect(snapshot.verdict.bottleneck).toBe(node('first').id);
    expect(snapshot.verdict.sentence).toContain('the source of "numbers" is blocked 100 % of the time');
  });

  it('names the last task', async () => {
    const { snapshot, node } = await chainOf(2, 2, 16);
    expect(snapshot.verdict.bottleneck).toBe(node('last').id);
    expect(node('middle').blocked).toBeGreaterThan(0.7);
  });

  it('names a slow source, and says that only that helps', async () => {
    const { snapshot, node } = await chainOf(2, 2, 2, 16);
    expect(snapshot.verdict.bottleneck).toBe(node('numbers').id);
    expect(snapshot.verdict.sentence).toBe(
      'bottleneck: the source of "numbers", 100 % busy; first is starved; only a faster source would help',
    );
  });

  it('names the queue whose reader is slow', async () => {
    const { snapshot, node } = await lookAt(4000, (virtual) => {
      const outputs = map(taking(virtual, 'quick', 1), numbers(virtual)).named('results');
      const reader = outputs[Symbol.asyncIterator]();
      for (let frame = 1; frame < 4000; frame += 16) virtual.during(frame, () => void reader.next());
    });
    const results = snapshot.queues.find(({ name }) => name === 'results')!;
    expect(snapshot.verdict.bottleneck).toBe(results.id);
    expect(snapshot.verdict.sentence).toMatch(
      /^bottleneck: what reads queue "results", which waits for that 9\d % of the time; quick is blocked 9\d % of the time; reading it faster is all that helps$/,
    );
    expect(node('quick').busy).toBeLessThan(0.1);
  });

  it('names that queue also where few items are left to be read', async () => {
    const { snapshot } = await lookAt(200, (virtual) => {
      const few = virtual.pipeline.queue({ from: Array.from({ length: 40 }, (_, n) => n) });
      const outputs = map((n: number) => n, few).named('results');
      const reader = outputs[Symbol.asyncIterator]();
      for (let frame = 1; frame < 300; frame += 8) virtual.during(frame, () => void reader.next());
    });
    expect(snapshot.verdict.sentence).toMatch(/^bottleneck: what reads queue "results"/);
  });

  it('names the open input that nobody feeds any more', async () => {
    const { snapshot, node, words } = await lookAt(4000, (virtual) => {
      const letters = virtual.pipeline.queue<number>({ name: 'letters' });
      map(taking(virtual, 'quick', 1), letters).subscribe();
      for (let frame = 1; frame < 1000; frame += 10) virtual.during(frame, () => letters.next(frame));
    });
    expect(snapshot.verdict.bottleneck).toBe(node('letters').id);
    expect(snapshot.verdict.sentence).toMatch(/^no items come: queue "letters" is open/);
    expect(node('letters').rate).toBe(0);
    expect(words).toMatch(/it all waits for this: queue "letters" was never closed.*\nno items come/);
  });

  it('names the open input that nobody feeds', async () => {
    const { snapshot } = await lookAt(4000, ({ pipeline }) => {
      map((n) => n, pipeline.queue({ name: 'letters' }));
    });
    expect(snapshot.verdict).toEqual({
      bottleneck: snapshot.nodes[0]!.id,
      sentence: 'no items come: queue "letters" is open, and nobody feeds or closes it',
    });
  });

  it('says that nothing is wrong where all keep up', async () => {
    const { snapshot } = await lookAt(4000, (virtual) => {
      const inputs = virtual.pipeline.queue<number>();
      map(taking(virtual, 'quick', 2), inputs).subscribe();
      for (let frame = 5; frame < 4000; frame += 10) virtual.during(frame, () => inputs.next(frame));
    });
    expect(snapshot.verdict).toEqual({
      sentence:
        'no bottleneck: every node keeps up with what comes in; the busiest, quick, is at work 20 % of the time',
    });
  });

  it('names the slow branch behind a split, not the quick one before the same merge', async () => {
    const { snapshot, node } = await lookAt(4000, (virtual) => {
      const [few, most] = split((n) => n % 2 === 0, numbers(virtual));
      sink(
        () => {},
        merge([map(taking(virtual, 'slow', 20, 2), few), map(taking(virtual, 'quick', 2), most)]),
      );
    });
    expect(snapshot.verdict.bottleneck).toBe(node('slow').id);
    expect(snapshot.verdict.sentence).toContain('slow, 100 % busy with 2 calls at a time');
  });

  it('offers no more calls than the next busiest can take', async () => {
    const { snapshot } = await chainOf(8, 16, 2);
    expect(snapshot.verdict.sentence).toContain(
      'raising its concurrency to 2 would give up to 2 times the rate',
    );
  });

  it('names no op that only hands on', async () => {
    const { snapshot, node } = await lookAt(4000, (virtual) => {
      const kept = filter((n) => n % 2 === 0, map(taking(virtual, 'before', 1), numbers(virtual)));
      map(taking(virtual, 'after', 16), kept).subscribe();
    });
    expect(snapshot.verdict.bottleneck).toBe(node('after').id);
    expect(snapshot.verdict.sentence).toMatch(/Filter is blocked \d\d % of the time/);
  });

  it('does not judge what has only just begun', async () => {
    const { snapshot } = await lookAt(10, (virtual) => {
      map(taking(virtual, 'slow', 100), numbers(virtual));
    });
    expect(snapshot.verdict).toEqual({ sentence: 'no bottleneck so far: it has only just begun' });
  });
});

describe('the verdict on what happens lately', () => {
  it('is not about a phase that is over', async () => {
    const { snapshot, node } = await lookAt(9000, (virtual) => {
      let n = 0;
      const next = (): any => virtual.later(n < 50 ? 100 : 1, { done: false, value: n++ });
      const items = virtual.pipeline.queue<number>({ from: { [Symbol.asyncIterator]: () => ({ next }) } });
      map(taking(virtual, 'slow', 20), items).subscribe();
    });
    expect(snapshot.verdict.bottleneck).toBe(node('slow').id);
    expect(node('slow').busy).toBeGreaterThan(0.95);
  });

  it('is not that no items come, while some do', async () => {
    const { snapshot } = await lookAt(4000, ({ pipeline, during }) => {
      const [fed, silent] = [
        pipeline.queue<number>({ name: 'fed' }),
        pipeline.queue<number>({ name: 'silent' }),
      ];
      sink(() => {}, merge([fed, silent]));
      for (let frame = 5; frame < 4000; frame += 20) during(frame, () => fed.next(frame));
    });
    expect(snapshot.verdict.sentence).toMatch(/^no bottleneck: every node keeps up/);
  });

  it('names a task that waits for the time of its next attempts', async () => {
    const { snapshot, node, words } = await lookAt(4000, (virtual) => {
      const fails = task(() => Promise.reject(new Error('no')), {
        name: 'fails',
        retry: { count: 9, delay: 1e6 },
      });
      map(fails, numbers(virtual)).subscribe();
    });
    expect(snapshot.verdict).toEqual({
      bottleneck: node('fails').id,
      sentence: expect.stringMatching(
        /^bottleneck: fails, which waits 100 % of the time for the next attempts at items that have failed; .* is blocked 100 % of the time; fewer failures/,
      ),
    });
    expect(node('fails').blocked).toBeGreaterThan(0.99);
    expect(words).toMatch(/it all waits for this: fails waits for the time of \d+ attempts/);
  });

  it('names a task whose results wait for one before them', async () => {
    const { snapshot, node, words } = await lookAt(4000, (virtual) => {
      const first = (n: number): Promise<number> => virtual.later(n === 0 ? 1e6 : 1, n);
      map(task(first, { concurrency: 8, ordered: true }), numbers(virtual)).subscribe();
    });
    expect(snapshot.verdict.bottleneck).toBe(node('first').id);
    expect(snapshot.verdict.sentence).toMatch(/for a result that those after it must not overtake/);
    expect(words).toContain('it all waits for this: 1 call of first is not answered');
  });

  it('gives no advice for calls none of which ends any more', async () => {
    const { snapshot } = await lookAt(4000, (virtual) => {
      const stuck = task((n: number) => virtual.later(n < 20 ? 1 : 1e6, n), {
        name: 'stuck',
        concurrency: 4,
      });
      map(stuck, numbers(virtual)).subscribe();
    });
    expect(snapshot.verdict.sentence).toMatch(
      /^bottleneck: stuck, 100 % busy with 4 calls at a time; .*none of its calls ends any more$/,
    );
  });

  it('offers no more calls where those that there are wait for each other', async () => {
    const { snapshot } = await lookAt(4000, (virtual) => {
      let turn = Promise.resolve();
      const limited = task(
        async (n: number) => {
          turn = turn.then(() => virtual.later(10, undefined));
          return turn.then(() => virtual.later(5, n));
        },
        { name: 'limited', concurrency: 8 },
      );
      map(limited, numbers(virtual)).subscribe();
    });
    expect(snapshot.verdict.sentence).toMatch(
      /^bottleneck: limited, 100 % busy .*; its first calls took 30 ms, and calls take \d\d ms on average: where they wait for each other \(for a rate limit, a lock, a connection\), more of them at a time would not help$/,
    );
  });

  it('offers no more calls where one does not end', async () => {
    const { snapshot, words } = await lookAt(1000, (virtual) => {
      map(
        task((n: number) => virtual.later(n < 20 ? 10 : 1e6, n), { name: 'stuck' }),
        numbers(virtual),
      ).subscribe();
    });
    expect(snapshot.verdict.sentence).toMatch(/; none of its calls has ended for 0.8 s$/);
    expect(words).toContain('stuck: 1 call of at most 1 under way, none has ended for 0.8 s;');
  });

  it('offers no more calls to a sink that waits for room in its own input', async () => {
    const { snapshot } = await lookAt(1500, crawl);
    expect(snapshot.verdict.sentence).toMatch(
      /^bottleneck: follow, .*; none of its calls has ended for 1.5 s; queue "links" is full, and 1 put\(\) waits for room: /,
    );
    expect(snapshot.verdict.sentence).not.toContain('raising');
  });

  it('gives no advice for calls none of which has ended', async () => {
    const { snapshot } = await lookAt(4000, (virtual) => {
      map(taking(virtual, 'endless', 1e6), numbers(virtual)).subscribe();
    });
    expect(snapshot.verdict.sentence).toMatch(
      /^bottleneck: endless, 100 % busy; .*none of its calls has ended yet$/,
    );
  });
});

const clock = new StillClock();
const { take } = clock;
const run = ({ graph }: Pipeline): Run => begin(graph, false, {}, clock);

const waits = async (n: number): Promise<number> => (await pause(1), n);
const computing = (name: string, ms: number): ((n: number) => Promise<number>) =>
  task(async (n: number) => (take(ms), n), { name });

const slowly = (n: number): boolean => (take(4), n >= 0);

describe('the verdict on a full thread', () => {
  const items = Array.from({ length: 60 }, (_, n) => n);

  it('names the op whose predicate takes the time', async () => {
    const pipeline = new Pipeline();
    filter(slowly, pipeline.queue({ from: items })).subscribe();
    const { verdict } = await run(pipeline);
    expect(verdict.sentence).toMatch(/^bottleneck: Filter\(slowly\), which takes \d+ % of this thread/);
  });

  it('names the op, where its items come from promises', async () => {
    const pipeline = new Pipeline();
    const [even] = split(
      slowly,
      map(async (n: number) => n, pipeline.queue({ from: items })),
    );
    even.subscribe();
    const { verdict } = await run(pipeline);
    expect(verdict.sentence).toMatch(/^bottleneck: Split\(slowly\), which takes \d+ % of this thread/);
  });

  it('names the queue whose subscriber takes the time', async () => {
    const pipeline = new Pipeline();
    const outputs = map((n: number) => n, pipeline.queue({ from: items })).named('outputs');
    outputs.subscribe(() => take(4));
    const { verdict } = await run(pipeline);
    expect(verdict.bottleneck).toBe(outputs.id);
    expect(verdict.sentence).toMatch(/^bottleneck: what subscribes to queue "outputs", which takes \d+ %/);
  });

  it('says so where it is not known who takes the time', async () => {
    const pipeline = new Pipeline();
    const outputs = map(
      async (n: number) => {
        await Promise.resolve();
        take(4);
        return n;
      },
      pipeline.queue({ from: items }),
    );
    outputs.subscribe();
    const { verdict } = await run(pipeline);
    expect(verdict.sentence).toMatch(
      /^bottleneck: this thread, \d+ % busy; \d+ % of it goes to what is in no meter: the engine, RxJS, garbage collection, what functions do after an `await`, or to other work of this program$/,
    );
  });

  it('names that queue also where a task waits for the thread as much', async () => {
    const pipeline = new Pipeline();
    const outputs = map(waits, pipeline.queue({ from: items })).named('outputs');
    outputs.subscribe(() => take(8));
    const { verdict } = await run(pipeline);
    expect(verdict.bottleneck).toBe(outputs.id);
  });

  it('names the asynchronous task that computes, and not those that wait for the thread meanwhile', async () => {
    const pipeline = new Pipeline();
    const tasks = [computing('first', 1), computing('middle', 8), computing('last', 1)];
    chain(tasks as any, pipeline.queue({ from: items })).subscribe();
    const { nodes, verdict } = await run(pipeline);
    expect(verdict.sentence).toMatch(/^bottleneck: middle, which takes \d+ % of this thread/);
    expect(nodes.find(({ label }) => label === 'first')!.latency.p50).toBeLessThan(4);
  });

  it('tells what moving one of three equal tasks would give', async () => {
    const pipeline = new Pipeline();
    const tasks = ['a', 'b', 'c'].map((name) => task((n: number) => (take(2), n), { name }));
    chain(tasks as any, pipeline.queue({ from: items })).subscribe();
    const { verdict } = await run(pipeline);
    const [, gain] = /the largest share of it, \d+ %; .*would give up to ([\d.]+) times the rate$/.exec(
      verdict.sentence,
    )!;
    expect(Number(gain)).toBeLessThanOrEqual(availableParallelism());
  });
});
