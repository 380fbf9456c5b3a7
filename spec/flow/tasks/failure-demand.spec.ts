import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { map, merge, Pipeline, sink, type Failure } from '../../../lib/index.js';

const fails = (): never => {
  throw new Error('no');
};

const failsOnEven = (n: number): number => (n % 2 === 0 ? fails() : n);

describe('a failure queue that is full', () => {
  it('holds up the task before it, so that no more wait in it than it has room for', async () => {
    const pipeline = new Pipeline();
    const failures = pipeline.queue<Failure<number>>({ name: 'failures', capacity: 3 });
    const inputs = pipeline.queue({ from: Array.from({ length: 50 }, (_, n) => n) });
    map(fails, inputs, { concurrency: 2, onError: failures });
    const seen: number[] = [];
    sink(async ({ item }) => {
      await turn();
      seen.push(item);
    }, failures);
    const { queues } = await pipeline.run();
    expect(seen.length).toBe(50);
    expect(queues.find(({ name }) => name === 'failures')!.peak).toBe(3);
  });

  it('lets calls under way land in it, and no others begin', async () => {
    const pipeline = new Pipeline();
    const failures = pipeline.queue<Failure<number>>({ name: 'failures', capacity: 1 });
    const inputs = pipeline.queue({ from: Array.from({ length: 20 }, (_, n) => n) });
    let begun = 0;
    map(async () => ++begun && turn().then(fails), inputs, { concurrency: 4, onError: failures });
    const run = pipeline.run();
    const reader = failures[Symbol.asyncIterator]();
    for (let i = 0; i < 30; i++) await turn();
    expect(begun).toBe(4); // they fill the queue of one, and wait for its reader
    for (let i = 0; i < 20; i++) expect(await reader.next()).toMatchObject({ done: false });
    expect(await reader.next()).toMatchObject({ done: true });
    await run;
  });

  it('holds up all tasks that share it, and lets them go on', async () => {
    const pipeline = new Pipeline();
    const onError = pipeline.queue<Failure<number>>({ name: 'failures', capacity: 2 });
    const numbers = Array.from({ length: 30 }, (_, n) => n);
    for (let i = 0; i < 3; i++) map(fails, pipeline.queue({ from: numbers }), { onError });
    let seen = 0;
    sink(() => turn().then(() => void seen++), onError);
    const { queues } = await pipeline.run();
    expect(seen).toBe(90);
    expect(queues.find(({ name }) => name === 'failures')!.peak).toBe(2);
  });

  it('holds nothing up for ever where failures and results meet again', async () => {
    const pipeline = new Pipeline();
    const failures = pipeline.queue<Failure<number>>({ capacity: 1 });
    const inputs = pipeline.queue({ from: Array.from({ length: 40 }, (_, n) => n), capacity: 1 });
    const good = map(failsOnEven, inputs, {
      onError: failures,
      out: pipeline.queue<number>({ capacity: 1 }),
    });
    const all = merge([good, map(({ item }) => item, failures)], { out: pipeline.queue({ capacity: 1 }) });
    const seen: number[] = [];
    const run = pipeline.run();
    for await (const item of all) {
      await turn();
      seen.push(item);
    }
    await run;
    expect(seen.length).toBe(40);
  });
});
