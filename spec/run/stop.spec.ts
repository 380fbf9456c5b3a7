import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { batch, filter, map, Pipeline, sink, tee, type Run } from '../../lib/index.js';
import { virtually } from '../virtual.js';

describe('stop', () => {
  it('ends the sources now, and works off everything that is in', async () => {
    await virtually(({ cold, during, expectObservable, expectSubscriptions, later, pipeline }) => {
      const source = cold('  abc-d-e---|');
      const stop = 3; //        !
      const subscribed = '   ^--!';
      const expected = '     ----a---b---(c|)';
      const results = map((item) => later(4, item), pipeline.queue({ from: source }));
      expectObservable(results).toBe(expected);
      expectSubscriptions(source.subscriptions).toBe(subscribed);
      during(stop, (run) => void run.stop());
    });
  });

  it('resolves with the report, which says so', async () => {
    const pipeline = new Pipeline();
    pipeline.queue();
    const run = pipeline.run();
    const report = await run.stop();
    expect(report.stopped).toBe(true);
    expect(await run).toBe(report);
    expect(await run.stop()).toBe(report);
  });

  it('takes what was put in before, even when it comes before anything flows', async () => {
    const pipeline = new Pipeline();
    const inputs = pipeline.queue<number>();
    const results = map((n) => n * 10, inputs);
    await inputs.put(1);
    await pipeline.run().stop();
    expect(results.flush()).toEqual([10]);
  });

  it('changes nothing after the end', async () => {
    const pipeline = new Pipeline();
    pipeline.queue({ from: [1] });
    const run = pipeline.run();
    await run;
    expect(await run.stop()).toMatchObject({ stopped: false });
  });

  it.each<[string, (pipeline: Pipeline, stop: () => void) => void]>([
    [
      'a task',
      (pipeline, stop) =>
        sink(
          stop,
          filter(() => true, pipeline.queue({ from: [1, 2, 3] })),
        ),
    ],
    [
      'a predicate',
      (pipeline, stop) => {
        filter(() => (stop(), true), pipeline.queue({ from: [1, 2, 3] }));
      },
    ],
    [
      'a subscriber',
      (pipeline, stop) => {
        const [one] = tee(pipeline.queue({ from: [1, 2, 3] }), 2);
        one.subscribe(stop);
      },
    ],
    [
      'a subscriber to batches',
      (pipeline, stop) => {
        const [one] = tee(batch(pipeline.queue({ from: [1, 2, 3] }), 2), 2);
        one.subscribe(stop);
      },
    ],
    [
      'a source',
      (pipeline, stop) => {
        filter(
          () => true,
          pipeline.queue({
            from: (function* () {
              yield 1;
              stop();
              yield 2;
            })(),
          }),
        );
      },
    ],
  ])('can be asked for by %s, and loses nothing', async (_, declare) => {
    const pipeline = new Pipeline();
    let run!: Run;
    declare(pipeline, () => void run.stop());
    run = pipeline.run();
    expect(await run).toMatchObject({ stopped: true });
  });
});

describe('an output that is given up', () => {
  it('leaves no source at work when the run ends with the other outputs', async () => {
    const pipeline = new Pipeline();
    let given = 0;
    let isClosed = false;
    async function* many(): AsyncGenerator<number> {
      try {
        while (given < 10_000) yield await turn(given++);
      } finally {
        isClosed = true;
      }
    }
    const other = pipeline.queue<number>();
    const left = map((n) => n, pipeline.queue({ from: many() }));
    const run = pipeline.run();
    for await (const _ of left) break;
    await other.put(1);
    other.close();
    await run;
    expect(other.flush()).toEqual([1]);
    for (let i = 0; i < 3; i++) await turn(); // it closes when the read under way has settled
    expect(isClosed).toBe(true);
    expect(given).toBeLessThan(1000);
  });
});
