import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { filter, map, Pipeline, tee } from '../../../lib/index.js';

/** Numbers from 0, and how many of them were asked for. */
function counting(end = Infinity): { source: Iterable<number>; readonly pulled: number } {
  const state = { pulled: 0, source: [] as Iterable<number> };
  state.source = (function* () {
    while (state.pulled < end) yield state.pulled++;
  })();
  return state;
}

const failsOnThree = (n: number): number => {
  if (n === 3) throw new Error('no');
  return n;
};

describe('for await over an output queue', () => {
  it('reads every item, and ends with the run', async () => {
    const pipeline = new Pipeline();
    const outputs = map(async (n) => n * 10, pipeline.queue({ from: [1, 2, 3] }));
    const run = pipeline.run();
    const read: number[] = [];
    for await (const item of outputs) read.push(item);
    expect(read).toEqual([10, 20, 30]);
    expect(await run).toMatchObject({ stopped: false });
    expect(outputs.flush()).toEqual([]);
  });

  it('slows the pipeline to its own pace', async () => {
    const pipeline = new Pipeline();
    const numbers = counting();
    const outputs = filter(() => true, pipeline.queue({ from: numbers.source }), {
      out: pipeline.queue<number>({ capacity: 3 }),
    });
    const run = pipeline.run();
    let read = 0;
    for await (const _ of outputs) {
      for (let i = 0; i < 3; i++) await turn();
      expect(numbers.pulled).toBeLessThanOrEqual(++read + 3);
      expect(outputs.size).toBeLessThanOrEqual(3);
      if (read === 20) break;
    }
    expect(await run).toMatchObject({ stopped: true });
  });

  it('keeps what waits in each queue on the way below its capacity', async () => {
    const pipeline = new Pipeline();
    const numbers = counting();
    const inputs = pipeline.queue({ from: numbers.source, capacity: 2 });
    const outputs = map((n: number) => n, inputs, { out: pipeline.queue<number>({ capacity: 4 }) });
    const run = pipeline.run();
    for await (const _ of outputs) {
      for (let i = 0; i < 3; i++) await turn();
      break;
    }
    const { queues } = await run;
    expect(numbers.pulled).toBeLessThanOrEqual(1 + 4 + 2 + 1);
    expect(queues.map(({ peak }) => peak)).toEqual([2, 4]);
  });

  it('throws what the run fails with, after the items that came before', async () => {
    const pipeline = new Pipeline();
    const outputs = map(failsOnThree, pipeline.queue({ from: [1, 2, 3] }), {
      out: pipeline.queue<number>({ capacity: 1 }),
    });
    const run = pipeline.run();
    const read: number[] = [];
    const reading = (async () => {
      for await (const item of outputs) read.push(item);
    })();
    const error = await run.catch((reason: unknown) => reason);
    await expect(reading).rejects.toBe(error);
    expect(error).toMatchObject({ code: 'task-failed', item: 3 });
    expect(read).toEqual([1, 2]);
  });

  it('starts, when it comes late, with what was collected', async () => {
    const pipeline = new Pipeline();
    const inputs = pipeline.queue<number>();
    const outputs = map((n) => n, inputs);
    const run = pipeline.run();
    for (const n of [1, 2]) await inputs.put(n);
    await turn();
    const read: number[] = [];
    const reading = (async () => {
      for await (const item of outputs) read.push(item);
    })();
    await inputs.put(3);
    inputs.close();
    await run;
    await reading;
    expect(read).toEqual([1, 2, 3]);
  });

  it('starts, when it comes after the end, with what was collected', async () => {
    const pipeline = new Pipeline();
    const outputs = map((n) => n, pipeline.queue({ from: [1, 2] }));
    await pipeline.run();
    const read: number[] = [];
    for await (const item of outputs) read.push(item);
    expect(read).toEqual([1, 2]);
  });

  it('gives nothing that `flush` has taken out', async () => {
    const pipeline = new Pipeline();
    const inputs = pipeline.queue<number>();
    const all = inputs.toArray();
    pipeline.run();
    await inputs.put(1);
    await turn();
    expect(inputs.flush()).toEqual([1]);
    await inputs.put(2);
    inputs.close();
    const read: number[] = [];
    for await (const item of inputs) read.push(item);
    expect(read).toEqual([2]);
    expect(await all).toEqual([1, 2]);
  });

  it('gives the output up when it is broken off: what is in flight is discarded and counted', async () => {
    const pipeline = new Pipeline();
    const numbers = counting();
    const outputs = map(async (n) => n, pipeline.queue({ from: numbers.source }), { concurrency: 4 });
    const run = pipeline.run();
    for await (const item of outputs) if (item === 5) break;
    const { nodes, stopped } = await run;
    const [source, task] = nodes;
    expect(stopped).toBe(true);
    expect(source!.in).toBe(numbers.pulled);
    expect(task!.discarded).toBeGreaterThan(0);
    expect(outputs.size).toBe(0);
  });

  it('goes on for the other readers when one breaks off', async () => {
    const pipeline = new Pipeline();
    const outputs = map((n) => n, pipeline.queue({ from: counting(200).source }));
    const [first, second] = [outputs[Symbol.asyncIterator](), outputs[Symbol.asyncIterator]()];
    const run = pipeline.run();
    expect(await first.next()).toEqual({ done: false, value: 0 });
    expect(await first.return!()).toEqual({ done: true, value: undefined });
    expect(await first.next()).toEqual({ done: true, value: undefined });
    const read: number[] = [];
    for await (const item of { [Symbol.asyncIterator]: () => second }) read.push(item);
    expect(read).toHaveLength(200);
    expect(await run).toMatchObject({ stopped: false });
  });

  it('reads two outputs of one pipeline, one after the other', async () => {
    const pipeline = new Pipeline();
    const [first, second] = tee(pipeline.queue({ from: counting(200).source }), 2);
    const run = pipeline.run();
    const read = [0, 0];
    for await (const _ of first) read[0]!++;
    for await (const _ of second) read[1]!++;
    await run;
    expect(read).toEqual([200, 200]);
  });

  it('is refused for a queue that something in the pipeline reads', () => {
    const inputs = new Pipeline().queue<number>({ name: 'inputs' });
    filter(Boolean, inputs);
    expect(() => inputs[Symbol.asyncIterator]()).toThrow(
      'for await: queue "inputs" already has a consumer (Filter(Boolean)). Use tee() to read it twice.',
    );
  });

  it('keeps a task or an op from reading the queue', () => {
    const inputs = new Pipeline().queue<number>();
    inputs[Symbol.asyncIterator]();
    expect(() => map((n) => n, inputs)).toThrow(expect.objectContaining({ code: 'queue-has-consumer' }));
  });
});
