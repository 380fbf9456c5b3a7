import { deepStrictEqual } from 'node:assert';
import { describe, expect, it } from '@jest/globals';
import { map, Pipeline, type Snapshot } from '../../lib/index.js';
import { begin } from '../../lib/run/run.js';
import { virtually } from '../virtual.js';
import { lookAt, numbers, taking } from './look.js';

describe('snapshots$', () => {
  it('sends one every 250 ms, and one at the end, and completes', async () => {
    const pipeline = new Pipeline();
    const inputs = pipeline.queue<number>();
    map((n) => n, inputs);
    const run = pipeline.run({ interval: 5 });
    const seen: Snapshot[] = [];
    const completed = new Promise<void>((complete) =>
      run.snapshots$.subscribe({
        next: (snapshot) => {
          if (seen.push(snapshot) === 3) inputs.close();
        },
        complete,
      }),
    );
    await Promise.all([completed, run]);
    expect(seen.length).toBeGreaterThan(3);
    const times = seen.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toEqual(run.snapshot());
  });

  it('keeps time by the run, and stops when unsubscribed', async () => {
    const times: number[] = [];
    await virtually((virtual) => {
      map(taking(virtual, 'slow', 10), numbers(virtual)).subscribe();
      virtual.during(100, (run) => {
        const subscription = run.snapshots$.subscribe(({ at }) => times.push(at));
        virtual.during(900, () => {
          subscription.unsubscribe();
          run.abort();
        });
      });
      virtual.run();
    });
    expect(times).toEqual([350, 600, 850]);
  });

  it.each([
    [
      'fails',
      (pipeline: Pipeline) => void map(() => Promise.reject(new Error('no')), pipeline.queue({ from: [1] })),
    ],
    ['is refused', (pipeline: Pipeline) => void pipeline.run()],
  ])('completes when the run %s', async (_how, prepare) => {
    const pipeline = new Pipeline();
    prepare(pipeline);
    const run = pipeline.run();
    const seen: Snapshot[] = [];
    const completed = new Promise<void>((complete) =>
      run.snapshots$.subscribe({ next: (snapshot) => seen.push(snapshot), complete }),
    );
    await expect(run).rejects.toThrow(/\w/);
    await completed;
    expect(seen).toEqual([run.snapshot()]);
  });

  it.each([0, -1, 'often', Number.NaN])('refuses an interval of %p', async (interval) => {
    await expect(new Pipeline().run({ interval: interval as number })).rejects.toMatchObject({
      code: 'invalid-argument',
    });
  });
});

describe('snapshots and reports', () => {
  it('are plain data', async () => {
    const pipeline = new Pipeline();
    map((n) => n, pipeline.queue({ from: [1, 2] }));
    const run = begin(pipeline.graph, false);
    const report = await run;
    for (const data of [report, run.snapshot()]) {
      expect(structuredClone(data)).toEqual(data);
      deepStrictEqual(JSON.parse(JSON.stringify(data)), data); // prototypes too
    }
  });

  it('are the same before anything runs: zeros, and no bottleneck', async () => {
    const { snapshot } = await lookAt(
      0,
      (virtual) => void map(taking(virtual, 'slow', 10), numbers(virtual)),
    );
    for (const { busy, rate, in: taken } of snapshot.nodes) expect([busy, rate, taken]).toEqual([0, 0, 0]);
    expect(snapshot.verdict.bottleneck).toBeUndefined();
  });
});
