import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { config } from 'rxjs';
import { map, Pipeline, type Queue } from '../../../lib/index.js';

/** A pipeline of one task on numbers fed by hand. */
function fed(): { pipeline: Pipeline; inputs: Queue<number>; outputs: Queue<number> } {
  const pipeline = new Pipeline();
  const inputs = pipeline.queue<number>();
  return { pipeline, inputs, outputs: map((n) => n * 10, inputs) };
}

describe('an output queue that nobody reads', () => {
  it('collects its items, which `flush` takes out', async () => {
    const { pipeline, inputs, outputs } = fed();
    const run = pipeline.run();
    for (const n of [1, 2]) await inputs.put(n);
    await turn();
    expect(outputs.size).toBe(2);
    expect(outputs.flush()).toEqual([10, 20]);
    expect(outputs.size).toBe(0);
    expect(outputs.flush()).toEqual([]);
    await inputs.put(3);
    inputs.close();
    await run;
    expect(outputs.flush()).toEqual([30]);
  });

  it('gives everything to `toArray`, asked before the run', async () => {
    const { pipeline, inputs, outputs } = fed();
    const all = outputs.toArray();
    const run = pipeline.run();
    await inputs.put(1);
    await turn();
    expect(outputs.flush()).toEqual([10]);
    await inputs.put(2);
    inputs.close();
    await run;
    expect(await all).toEqual([10, 20]);
    expect(outputs.flush()).toEqual([20]);
  });

  it('gives `toArray`, asked when the run has ended, what was not flushed', async () => {
    const { pipeline, inputs, outputs } = fed();
    const run = pipeline.run();
    await inputs.put(1);
    await turn();
    outputs.flush();
    await inputs.put(2);
    inputs.close();
    await run;
    expect(await outputs.toArray()).toEqual([20]);
    expect(await outputs.toArray()).toEqual([20]);
  });

  it('goes on collecting when somebody begins to watch, and stops', async () => {
    const { pipeline, inputs, outputs } = fed();
    const run = pipeline.run();
    await inputs.put(1);
    await turn();
    const seen: number[] = [];
    const subscription = outputs.subscribe((item) => seen.push(item));
    await inputs.put(2);
    await turn();
    subscription.unsubscribe();
    await inputs.put(3);
    inputs.close();
    expect(await run).toMatchObject({ stopped: false });
    expect(seen).toEqual([20]);
    expect(outputs.flush()).toEqual([10, 20, 30]);
  });

  it('has `toArray` reject as the run does', async () => {
    const { pipeline, inputs, outputs } = fed();
    const all = outputs.toArray();
    const run = pipeline.run();
    await inputs.put(1);
    run.abort('enough');
    await expect(run).rejects.toBe('enough');
    await expect(all).rejects.toBe('enough');
    await expect(outputs.toArray()).rejects.toBe('enough');
  });
});

describe('an output queue with subscribers', () => {
  afterEach(() => {
    config.onUnhandledError = null;
  });

  it('streams, and keeps nothing', async () => {
    const { pipeline, inputs, outputs } = fed();
    const seen: unknown[] = [];
    outputs.subscribe({ next: (item) => seen.push(item), complete: () => seen.push('end') });
    inputs.next(1);
    inputs.close();
    await pipeline.run();
    expect(seen).toEqual([10, 'end']);
    expect(outputs.flush()).toEqual([]);
    expect(outputs.size).toBe(0);
    await expect(outputs.toArray()).rejects.toMatchObject({ code: 'items-gone' });
  });

  it('keeps for `toArray` nevertheless, asked before the run', async () => {
    const { pipeline, inputs, outputs } = fed();
    const seen: number[] = [];
    outputs.subscribe((item) => seen.push(item));
    const all = outputs.toArray();
    inputs.next(1);
    inputs.close();
    await pipeline.run();
    expect(seen).toEqual([10]);
    expect(await all).toEqual([10]);
  });

  it('misses nothing for who subscribes right after run()', async () => {
    const { pipeline, inputs, outputs } = fed();
    inputs.next(1);
    inputs.close();
    const run = pipeline.run();
    await Promise.resolve();
    const seen: number[] = [];
    outputs.subscribe((item) => seen.push(item));
    await run;
    expect(seen).toEqual([10]);
  });

  it('errors as the run does, and tells those who take no errors nothing', async () => {
    const { pipeline, inputs, outputs } = fed();
    const unhandled: unknown[] = [];
    config.onUnhandledError = (error) => unhandled.push(error);
    const told: unknown[] = [];
    outputs.subscribe();
    outputs.subscribe(() => {});
    outputs.subscribe({ next: () => {} });
    outputs.subscribe({ error: (error) => told.push(error) });
    const run = pipeline.run();
    inputs.error('broken');
    const error = await run.catch((reason: unknown) => reason);
    expect(told).toEqual([error]);
    await new Promise((resolve) => setTimeout(resolve)); // RxJS throws what nobody takes on a timer set before
    expect(unhandled).toEqual([]);
  });
});

describe('a queue in between', () => {
  it('is changed by nothing that watches it', async () => {
    const pipeline = new Pipeline();
    const between = map((n) => n + 1, pipeline.queue({ from: [1, 2, 3] }));
    const outputs = map((n) => n * 10, between);
    const seen: number[] = [];
    between.subscribe((item) => seen.push(item));
    const left = between.subscribe(() => left.unsubscribe());
    const all = between.toArray();
    expect(await pipeline.run()).toMatchObject({ stopped: false });
    expect(seen).toEqual([2, 3, 4]);
    expect(await all).toEqual([2, 3, 4]);
    expect(outputs.flush()).toEqual([20, 30, 40]);
  });
});

describe('the name of a queue', () => {
  it('is given, given later, or made up', () => {
    const pipeline = new Pipeline();
    expect(pipeline.queue({ name: 'inputs' })).toMatchObject({ name: 'inputs', isAnonymous: false });
    const second = pipeline.queue();
    expect(second).toMatchObject({ name: 'queue 2', isAnonymous: true });
    expect(second.named('later')).toBe(second);
    expect(second).toMatchObject({ name: 'later', isAnonymous: false });
    expect(pipeline.graph.getNodeAttribute(second.id, 'label')).toBe('later');
  });
});
