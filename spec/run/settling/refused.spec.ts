import { describe, expect, it } from '@jest/globals';
import { map, Pipeline, type Queue, type RunOptions } from '../../../lib/index.js';
import { fate } from './scene.js';

/** Runs that are refused before they begin. */
const REFUSALS: Readonly<Record<string, (pipeline: Pipeline) => RunOptions>> = {
  'an option that there is not': () => ({ speed: 9 }) as RunOptions,
  'an option out of range': () => ({ maxFailures: -1 }),
  'a cycle': (pipeline) => {
    const loop = pipeline.queue<number>();
    map((n: number) => n, loop, { out: loop });
    return {};
  },
};

describe.each(Object.keys(REFUSALS))('a run that is refused for %s', (refusal) => {
  let opened = 0;
  const source = {
    [Symbol.iterator]: () => {
      opened++;
      return [1][Symbol.iterator]();
    },
  };

  /** Declares inputs, a source and outputs; returns what waits for the run, by name. */
  function declare(pipeline: Pipeline): {
    inputs: Queue<number>;
    waiting: Record<string, Promise<unknown>>;
    told: string[];
  } {
    const inputs = pipeline.queue<number>({ capacity: 1 });
    const output = map((n) => n, inputs);
    const told: string[] = [];
    map((n) => n, pipeline.queue({ from: source })).subscribe({ error: () => told.push('error') });
    const waiting = {
      'the put that found room': inputs.put(1),
      'the put that waits': inputs.put(2),
      'the reader': output[Symbol.asyncIterator]().next(),
      'whoever wants everything': output.toArray(),
    };
    for (const one of Object.values(waiting)) one.catch(() => {}); // looked at later, or not at all
    return { inputs, waiting, told };
  }

  it('settles whatever waits for it', async () => {
    const pipeline = new Pipeline();
    const options = REFUSALS[refusal]!(pipeline);
    const { waiting, told } = declare(pipeline);
    const error = await pipeline.run(options).catch((reason: unknown) => reason);
    const fates = Object.entries(waiting).map(async ([name, one]) => [name, await fate(one)]);
    expect(Object.fromEntries(await Promise.all(fates))).toEqual({
      'the put that found room': { value: undefined },
      'the put that waits': { error: expect.objectContaining({ code: 'queue-closed' }) },
      'the reader': { error },
      'whoever wants everything': { error },
    });
    expect(told).toEqual(['error']);
  });

  it('takes nothing more in, and opens no source', async () => {
    const pipeline = new Pipeline();
    const options = REFUSALS[refusal]!(pipeline);
    const { inputs } = declare(pipeline);
    await expect(pipeline.run(options)).rejects.toHaveProperty('code');
    expect(await fate(inputs.put(3))).toMatchObject({ error: { code: 'queue-closed' } });
    expect(() => inputs.next(4)).not.toThrow();
    expect(opened).toBe(0);
  });
});

describe('a pipeline that is run twice', () => {
  it('goes on with its first run', async () => {
    const pipeline = new Pipeline();
    const inputs = pipeline.queue<number>({ capacity: 1 });
    const output = map((n) => n * 10, inputs);
    const puts = [1, 2, 3].map((n) => inputs.put(n));
    const first = pipeline.run();
    await expect(pipeline.run()).rejects.toMatchObject({ code: 'already-run' });
    await Promise.all(puts);
    inputs.close();
    await first;
    expect(output.flush()).toEqual([10, 20, 30]);
  });
});
