import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Pipeline, type Queue, type Run } from '../../../lib/index.js';

/** An output that three items have come to, of which `reader` has had one; the run goes on. */
async function begun(
  first: (outputs: Queue<number>) => unknown = () => {},
): Promise<{ outputs: Queue<number>; reader: AsyncIterator<number>; run: Run }> {
  const pipeline = new Pipeline();
  const outputs = pipeline.queue<number>();
  first(outputs);
  const reader = outputs[Symbol.asyncIterator]();
  for (const n of [1, 2, 3]) outputs.next(n);
  const run = pipeline.run();
  await reader.next();
  return { outputs, reader, run };
}

async function aborted(run: Run): Promise<object> {
  run.abort(new Error('enough'));
  await run.catch(() => {});
  return { ...run.snapshot().queues[0] };
}

describe('what an output counts as out', () => {
  it('is what its reader has had, when the run is aborted', async () => {
    const { run } = await begun();
    expect(await aborted(run)).toMatchObject({ in: 1, out: 1, waiting: 0 });
  });

  it('is what a subscriber has seen, who had more than the reader', async () => {
    const { run } = await begun((outputs) => outputs.subscribe());
    expect(await aborted(run)).toMatchObject({ in: 3, out: 3, waiting: 0 });
  });

  it('is what is kept for `toArray`, and `flush` gives it', async () => {
    const { run, outputs } = await begun((queue) => void queue.toArray().catch(() => {}));
    expect(await aborted(run)).toMatchObject({ in: 3, out: 3, waiting: 0 });
    expect(outputs.flush()).toEqual([1, 2, 3]);
  });

  it('is what the reader had who was ahead, also when that has left', async () => {
    let ahead!: AsyncIterator<number>;
    const { run, reader } = await begun((outputs) => (ahead = outputs[Symbol.asyncIterator]()));
    for (let n = 0; n < 2; n++) await ahead.next();
    await ahead.return!();
    await reader.return!();
    const [queue] = (await run).queues;
    expect({ ...queue }).toMatchObject({ in: 2, out: 2, waiting: 0 });
  });

  it('is all that it had collected when the last had come, whoever reads that later', async () => {
    const pipeline = new Pipeline();
    const outputs = pipeline.queue({ from: [1, 2, 3] });
    pipeline.queue(); // keeps the run going
    const run = pipeline.run();
    await turn();
    const reader = outputs[Symbol.asyncIterator]();
    expect(await reader.next()).toEqual({ done: false, value: 1 });
    expect(await aborted(run)).toMatchObject({ in: 3, out: 3, waiting: 0 });
    expect(await reader.next()).toEqual({ done: false, value: 2 });
  });
});
