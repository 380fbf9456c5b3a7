import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { Pipeline, shutdown, sink, queue, type RunOptions } from '../../../lib/index.js';

/** A Node stream and a web stream, and whether they were closed. */
function streams(): { node: Readable; web: ReadableStream<number>; areClosed: () => boolean[] } {
  let isCancelled = false;
  const node = new Readable({ objectMode: true, read() {} });
  const web = new ReadableStream<number>({ cancel: () => void (isCancelled = true) });
  return { node, web, areClosed: () => [node.destroyed, isCancelled] };
}

/** Runs a pipeline that reads from both to an end that comes before items flow. */
async function closedBy(options: RunOptions, how: 'stop' | 'abort' | 'itself'): Promise<boolean[]> {
  const { node, web, areClosed } = streams();
  const pipeline = new Pipeline();
  sink(() => {}, pipeline.queue({ from: node }));
  sink(() => {}, pipeline.queue({ from: web }));
  const run = pipeline.run(options);
  if (how !== 'itself') void run[how]();
  await run.catch(() => {});
  return areClosed();
}

// Streams hold files and sockets: they were left open when a run ended before it had read from them.
describe('streams that were never read from are closed', () => {
  it.each<[string, RunOptions, 'stop' | 'abort' | 'itself']>([
    ['that was aborted before', { signal: AbortSignal.abort() }, 'itself'],
    ['that is stopped at once', {}, 'stop'],
    ['that is aborted at once', {}, 'abort'],
    ['that is refused', { threads: 0 }, 'itself'],
  ])('by a run %s', async (_, options, how) => {
    expect(await closedBy(options, how)).toEqual([true, true]);
  });

  it('by the shutdown of what was never run', async () => {
    const { node, web, areClosed } = streams();
    queue({ from: node });
    queue({ from: web });
    await shutdown();
    expect(areClosed()).toEqual([true, true]);
  });
});
