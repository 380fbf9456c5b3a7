import { describe, expect, it } from '@jest/globals';
import { map, Pipeline, queue, shutdown } from '../lib/index.js';
import { fate } from './run/settling/scene.js';

// The default pipeline, never run and then replaced, left waiting for good whoever waited at its queues.

/** Everything that can wait at the queues of a pipeline that does not run. */
function waitAt(
  input: ReturnType<typeof queue<number>>,
): Record<'put' | 'next' | 'toArray' | 'ended', Promise<unknown>> {
  const output = map((n) => n, input);
  void input.put(1);
  const ended = new Promise<void>((resolve) => output.subscribe({ complete: resolve }));
  return {
    put: input.put(2),
    next: output[Symbol.asyncIterator]().next(),
    toArray: output.toArray(),
    ended,
  };
}

describe('shutdown() of a default pipeline that was never run', () => {
  it('settles whatever waits at its queues', async () => {
    const { put, next, toArray, ended } = waitAt(queue({ capacity: 1 }));
    await shutdown();
    expect(await fate(put)).toMatchObject({ error: { code: 'queue-closed' } });
    expect(await fate(next)).toEqual({ value: { done: true, value: undefined } });
    expect(await fate(toArray)).toEqual({ value: [] });
    expect(await fate(ended)).toEqual({ value: undefined });
  });

  it('leaves nothing to be run or declared on', async () => {
    const input = queue<number>();
    await shutdown();
    expect(await fate(input.pipeline.run())).toMatchObject({ error: { code: 'already-run' } });
    expect(() => map((n) => n, input)).toThrow(expect.objectContaining({ code: 'already-run' }));
  });
});

describe('shutdown() of another pipeline that was never run', () => {
  it('leaves it as it was, to be run later', async () => {
    const pipeline = new Pipeline();
    const input = pipeline.queue<number>({ capacity: 1 });
    const all = map((n) => n, input).toArray();
    const puts = [input.put(1), input.put(2)];
    await pipeline.shutdown();
    input.close();
    expect(await fate(pipeline.run())).toHaveProperty('value');
    expect(await fate(Promise.all(puts))).toHaveProperty('value');
    expect(await fate(all)).toEqual({ value: [1, 2] });
  });
});
