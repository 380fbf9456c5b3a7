import { describe, expect, it } from '@jest/globals';
import { map, Pipeline, sink, type Queue, type Run } from '../../../lib/index.js';
import { fate, turns } from './scene.js';

const closed = { error: expect.objectContaining({ code: 'queue-closed' }) };

function abortedRun(pipeline: Pipeline): Run {
  const run = pipeline.run();
  run.abort('enough');
  return run;
}

describe('put', () => {
  it('after close() rejects, and those before it get in', async () => {
    const pipeline = new Pipeline();
    const inputs = pipeline.queue<number>({ capacity: 1 });
    const seen: number[] = [];
    sink((n) => seen.push(n), inputs);
    const puts = [1, 2, 3].map((n) => inputs.put(n));
    inputs.close();
    expect(await fate(inputs.put(4))).toEqual(closed);
    await pipeline.run();
    expect(await Promise.all(puts)).toHaveLength(3);
    expect(seen).toEqual([1, 2, 3]);
  });

  it.each<[string, (pipeline: Pipeline) => Promise<unknown>]>([
    ['completed', async (pipeline) => pipeline.run()],
    ['been stopped', async (pipeline) => pipeline.run().stop()],
    [
      'been aborted',
      async (pipeline) => {
        const run = pipeline.run();
        run.abort('enough');
        await run.catch(() => {});
      },
    ],
  ])('after the run has %s rejects', async (how, end) => {
    const pipeline = new Pipeline();
    const inputs = pipeline.queue<number>();
    const output = map((n) => n, inputs);
    if (how === 'completed') inputs.close();
    await end(pipeline);
    expect(await fate(inputs.put(1))).toEqual(closed);
    expect(output.flush()).toEqual([]);
  });

  it('after the run has completed is refused, and nobody has to handle that', async () => {
    const pipeline = new Pipeline();
    const inputs = pipeline.queue<number>();
    inputs.close();
    await pipeline.run();
    void inputs.put(1);
    expect(() => inputs.next(2)).not.toThrow();
    await turns(3);
  });

  it('when the run has failed has the reason as its cause, whenever it was called', async () => {
    const pipeline = new Pipeline();
    const inputs = pipeline.queue<number>({ capacity: 1 });
    sink(async (n) => {
      if (n === 2) throw new Error('the database is gone');
    }, inputs);
    const run = pipeline.run();
    const puts = [1, 2, 3, 4, 5, 6].map((n) => inputs.put(n));
    const error = await run.catch((reason: unknown) => reason);
    puts.push(inputs.put(7));
    const refused = { error: expect.objectContaining({ code: 'queue-closed', cause: error }) };
    expect(await Promise.all(puts.slice(-2).map(fate))).toEqual([refused, refused]);
  });

  it.each<[string, unknown, (pipeline: Pipeline) => Promise<unknown>]>([
    ['aborted', 'enough', (pipeline) => fate(abortedRun(pipeline))],
    [
      'refused',
      expect.objectContaining({ code: 'invalid-argument' }),
      (pipeline) => fate(pipeline.run({ threads: 0 })),
    ],
    ['stopped', undefined, (pipeline) => pipeline.run().stop()],
  ])('when the run was %s tells what ended it', async (_, cause, end) => {
    const pipeline = new Pipeline();
    const inputs = pipeline.queue<number>({ capacity: 1 });
    sink(() => {}, inputs);
    await end(pipeline);
    const error = await inputs.put(1).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'queue-closed' });
    expect((error as Error).cause).toEqual(cause);
  });

  it.each(['stop', 'abort'] as const)('and next() after %s(): next() is let go of', async (how) => {
    const pipeline = new Pipeline();
    const inputs = pipeline.queue<number>();
    const run = pipeline.run();
    run.catch(() => {});
    if (how === 'stop') await run.stop();
    else run.abort('enough');
    await fate(run);
    expect(() => inputs.next(1)).not.toThrow();
    const [{ in: taken, out, discarded } = { in: -1, out: -1, discarded: -1 }] = run.snapshot().nodes;
    expect({ out, unaccounted: taken - discarded }).toEqual({ out: 0, unaccounted: 0 });
  });

  it('is heard of by nobody when the run ends first: it rejects, but not unhandled', async () => {
    const pipeline = new Pipeline();
    const inputs = pipeline.queue<number>({ capacity: 1 });
    sink(() => new Promise(() => {}), inputs);
    for (let n = 0; n < 5; n++) void inputs.put(n);
    const run = pipeline.run();
    run.abort('enough');
    await expect(run).rejects.toBe('enough');
    void inputs.put(9);
    await turns(5);
  });
});

describe('an end that is brought about from inside', () => {
  const doings: readonly [string, (queue: Queue<number>, end: () => void) => unknown][] = [
    ['a task', (queue, end) => sink(end, queue)],
    ['a task that waits', (queue, end) => sink(() => turns(1).then(end), queue, { concurrency: 3 })],
    ['a subscriber', (queue, end) => map((n) => n, queue).subscribe(end)],
    ['a watcher', (queue, end) => (map((n) => n, queue), queue.subscribe(end))],
  ];
  it.each(doings)('stop() and abort() together, by %s, settle as an abort', async (_, declare) => {
    const pipeline = new Pipeline();
    const end = (): void => {
      void run.stop().catch(() => {});
      run.abort('enough');
      void run.stop().catch(() => {});
    };
    declare(pipeline.queue({ from: [1, 2, 3] }), end);
    const run = pipeline.run();
    expect(await fate(run)).toEqual({ error: 'enough' });
  });
});

describe('a reader', () => {
  it('that nobody waits for any more rejects, but not unhandled, when the run fails', async () => {
    const pipeline = new Pipeline();
    const output = map((n) => n, pipeline.queue<number>());
    const run = pipeline.run();
    const reader = output[Symbol.asyncIterator]();
    await Promise.race([reader.next(), turns(2)]); // it has taken too long
    run.abort('enough');
    await expect(run).rejects.toBe('enough');
    await turns(2);
  });

  it('is told of the failure once, then that all is over', async () => {
    const pipeline = new Pipeline();
    const output = map((n) => n, pipeline.queue<number>());
    const run = pipeline.run();
    const reader = output[Symbol.asyncIterator]();
    run.abort('enough');
    await expect(run).rejects.toBe('enough');
    expect(await fate(reader.next())).toEqual({ error: 'enough' });
    expect(await fate(reader.next())).toEqual({ value: { done: true, value: undefined } });
  });
});
