import { getEventListeners } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { map, Pipeline, sink, task, type TaskContext } from '../../lib/index.js';

describe('abort', () => {
  it('ends everything now, and rejects with the reason itself', async () => {
    const pipeline = new Pipeline();
    const signals: AbortSignal[] = [];
    const hangs = task(
      (_: number, { signal }: TaskContext) => {
        signals.push(signal);
        return new Promise(() => {});
      },
      { context: true },
    );
    const results = map(hangs, pipeline.queue({ from: [1, 2] }));
    const all = results.toArray();
    const run = pipeline.run();
    while (signals.length === 0) await turn();
    const reason = { why: 'enough' };
    run.abort(reason);
    expect(signals.map((signal) => signal.reason)).toEqual([reason]);
    expect(await run.catch((error: unknown) => error)).toBe(reason);
    expect(await all.catch((error: unknown) => error)).toBe(reason);
  });

  it('without a reason rejects with an AbortError', async () => {
    const pipeline = new Pipeline();
    pipeline.queue();
    const run = pipeline.run();
    run.abort();
    await expect(run).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('has nothing flow when it comes before anything does', async () => {
    const pipeline = new Pipeline();
    const seen: number[] = [];
    sink((n) => seen.push(n), pipeline.queue({ from: [1] }));
    const run = pipeline.run();
    run.abort('enough');
    await expect(run).rejects.toBe('enough');
    expect(seen).toEqual([]);
  });

  it('changes nothing after the end, or after another', async () => {
    const pipeline = new Pipeline();
    const output = pipeline.queue();
    const run = pipeline.run();
    run.abort('first');
    run.abort('second');
    await expect(run).rejects.toBe('first');
    run.abort('third');
    await expect(output.toArray()).rejects.toBe('first');
  });
});

describe('a signal', () => {
  it('that is aborted already has nothing flow', async () => {
    const pipeline = new Pipeline();
    const seen: number[] = [];
    sink((n) => seen.push(n), pipeline.queue({ from: [1] }));
    const reason = new Error('enough');
    await expect(pipeline.run({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(seen).toEqual([]);
  });

  it('aborts the run when it is aborted, with its own reason', async () => {
    const pipeline = new Pipeline();
    pipeline.queue();
    const controller = new AbortController();
    const run = pipeline.run({ signal: controller.signal });
    await turn();
    const reason = { why: 'enough' };
    controller.abort(reason);
    expect(await run.catch((error: unknown) => error)).toBe(reason);
  });

  it('means nothing any more when the run has ended', async () => {
    const pipeline = new Pipeline();
    const output = pipeline.queue({ from: [1] });
    const controller = new AbortController();
    await pipeline.run({ signal: controller.signal });
    controller.abort();
    expect(await output.toArray()).toEqual([1]);
  });

  it('has one listener, however many runs it is given to, and none after them', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const runs = Array.from({ length: 20 }, () => {
      const pipeline = new Pipeline();
      pipeline.queue();
      return pipeline.run({ signal });
    });
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    const [first, ...others] = runs;
    first!.abort('first');
    await expect(first).rejects.toBe('first');
    controller.abort('all');
    for (const run of others) await expect(run).rejects.toBe('all');
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
