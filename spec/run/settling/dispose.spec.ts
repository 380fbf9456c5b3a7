import { describe, expect, it } from '@jest/globals';
import { map, Pipeline } from '../../../lib/index.js';
import { fate, Gate } from './scene.js';

/** An open input, and a task that is at work when `gate` opens. */
function declare(): { pipeline: Pipeline; gate: Gate; begin: () => Promise<void>; results: () => number[] } {
  const pipeline = new Pipeline();
  const gate = new Gate();
  const inputs = pipeline.queue<number>();
  const output = map((n) => gate.opened.then(() => n * 10), inputs);
  return { pipeline, gate, begin: () => inputs.put(1), results: () => output.flush() };
}

describe('await using', () => {
  it('a run stops it at the end of the block, and waits until it has worked off what was in', async () => {
    const { pipeline, gate, begin, results } = declare();
    let run;
    {
      await using scoped = pipeline.run();
      run = scoped;
      await begin();
      gate.open();
    }
    expect(results()).toEqual([10]);
    expect(await fate(run)).toMatchObject({ value: { stopped: true } });
  });

  it('a pipeline does the same for its run', async () => {
    const { pipeline, gate, begin, results } = declare();
    let run;
    {
      await using scoped = pipeline;
      run = scoped.run();
      await begin();
      gate.open();
    }
    expect(results()).toEqual([10]);
    expect(await fate(run)).toMatchObject({ value: { stopped: true } });
  });

  it('leaves an error of the block to be told, not that of the run', async () => {
    const pipeline = new Pipeline();
    map(() => Promise.reject(new Error('of the task')), pipeline.queue({ from: [1] }));
    const block = async (): Promise<void> => {
      await using run = pipeline.run();
      await run.catch(() => {});
      throw new Error('of the block');
    };
    await expect(block()).rejects.toThrow('of the block');
  });
});

describe('disposal', () => {
  it('waits for a run that is being worked off', async () => {
    const { pipeline, gate, begin } = declare();
    const run = pipeline.run();
    await begin();
    const disposed = run[Symbol.asyncDispose]();
    expect(await fate(disposed)).toBe('pending');
    gate.open();
    expect(await fate(disposed)).toEqual({ value: undefined });
  });

  it('of a run that has ended, well or not, changes nothing', async () => {
    const pipeline = new Pipeline();
    pipeline.queue();
    const run = pipeline.run();
    run.abort('enough');
    expect(await fate(run[Symbol.asyncDispose]())).toEqual({ value: undefined });
    expect(await fate(run)).toEqual({ error: 'enough' });
  });

  it('of a pipeline that was never run resolves', async () => {
    expect(await fate(new Pipeline()[Symbol.asyncDispose]())).toEqual({ value: undefined });
  });

  it('is not confused by a run that was refused', async () => {
    const { pipeline, gate, begin } = declare();
    const run = pipeline.run();
    pipeline.run().catch(() => {});
    await begin();
    gate.open();
    await pipeline[Symbol.asyncDispose]();
    expect(await fate(run)).toMatchObject({ value: { stopped: true } });
  });
});
