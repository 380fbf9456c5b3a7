import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { map, Pipeline, queue, run as runDefault, shutdown, sink, type RunOptions } from '../../lib/index.js';

describe('run', () => {
  it('runs a pipeline that has nothing in it', async () => {
    expect(await new Pipeline().run()).toMatchObject({ nodes: [], queues: [], stopped: false });
  });

  it('lets nothing flow before the code that called has returned to the event loop', async () => {
    const pipeline = new Pipeline();
    const seen: number[] = [];
    sink((n) => seen.push(n), pipeline.queue({ from: [1] }));
    const run = pipeline.run();
    for (let i = 0; i < 10; i++) await Promise.resolve();
    expect(seen).toEqual([]);
    await run;
    expect(seen).toEqual([1]);
  });

  it('runs a pipeline once', async () => {
    const pipeline = new Pipeline({ name: 'squares' });
    const squares = map((n) => n * n, pipeline.queue({ from: [1, 2] }));
    const first = pipeline.run();
    const told = {
      code: 'already-run',
      message: 'run: pipeline "squares" has been run already. A pipeline runs once: declare a new one.',
    };
    await expect(pipeline.run()).rejects.toMatchObject(told);
    await first;
    await expect(pipeline.run()).rejects.toMatchObject(told);
    expect(squares.flush()).toEqual([1, 4]);
  });

  it('lets nothing be declared any more', () => {
    const pipeline = new Pipeline();
    const inputs = pipeline.queue<number>({ from: [] });
    void pipeline.run();
    const told = expect.objectContaining({ code: 'already-run' }) as unknown as Error;
    expect(() => pipeline.queue()).toThrow(told);
    expect(() => map((n) => n, inputs)).toThrow(told);
  });

  it('never throws: wrong options reject, and end the outputs', async () => {
    const pipeline = new Pipeline();
    const all = pipeline.queue({ from: [1] }).toArray();
    const told = {
      code: 'invalid-argument',
      message: expect.stringContaining('run: there is no option `speed`.'),
    };
    await expect(pipeline.run({ speed: 9 } as RunOptions)).rejects.toMatchObject(told);
    await expect(Promise.race([all, turn('pending')])).rejects.toMatchObject(told);
  });

  it('refuses a cycle, naming its queues, and ends the outputs', async () => {
    const pipeline = new Pipeline();
    const [a, b] = [pipeline.queue<number>({ name: 'a' }), pipeline.queue<number>({ name: 'b' })];
    map((n: number) => n, a, { out: b });
    map((n: number) => n, b, { out: a });
    const other = pipeline.queue({ from: [1] }).toArray();
    const told = {
      code: 'cycle',
      message: expect.stringMatching(
        /^run: items would go round for ever: ("a" → "b" → "a"|"b" → "a" → "b")\. /,
      ),
    };
    await expect(pipeline.run()).rejects.toMatchObject(told);
    await expect(other).rejects.toMatchObject(told);
  });

  it('refuses a task that feeds itself', async () => {
    const pipeline = new Pipeline();
    const loop = pipeline.queue<number>({ name: 'loop' });
    map((n: number) => n, loop, { out: loop });
    await expect(pipeline.run()).rejects.toThrow('"loop" → "loop"');
  });

  it('reports before it begins, while it is under way and after its end', async () => {
    const pipeline = new Pipeline();
    const inputs = pipeline.queue<number>();
    map((n) => n, inputs);
    const run = pipeline.run();
    expect(run.snapshot().nodes).toMatchObject([{ in: 0 }, { in: 0 }]);
    await inputs.put(1);
    await turn();
    expect(run.snapshot().nodes).toMatchObject([
      { kind: 'source', in: 1, out: 1 },
      { kind: 'task', in: 1, out: 1 },
    ]);
    inputs.close();
    const report = await run;
    expect(run.snapshot()).toEqual({
      at: report.duration,
      nodes: report.nodes,
      queues: report.queues,
      verdict: report.verdict,
    });
  });
});

describe('shutdown', () => {
  afterEach(shutdown);

  it('stops the run, waits until it has drained, and makes room for the next', async () => {
    for (const n of [1, 2]) {
      const inputs = queue<number>();
      const results = map(async (item) => item * 10, inputs);
      const run = runDefault();
      await inputs.put(n);
      await shutdown();
      expect(await run).toMatchObject({ stopped: true });
      expect(results.flush()).toEqual([n * 10]);
    }
  });

  it('makes room for the next when nothing has run', async () => {
    const { pipeline } = queue();
    await shutdown();
    expect(queue().pipeline).not.toBe(pipeline);
  });

  it('resolves however the run has ended', async () => {
    sink(() => Promise.reject(new Error('no')), queue({ from: [1] }));
    const run = runDefault();
    await expect(run).rejects.toThrow('no');
    await expect(shutdown()).resolves.toBeUndefined();
  });
});
