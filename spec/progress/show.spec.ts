import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { map, Pipeline, sink } from '../../lib/index.js';
import { showProgress } from '../../lib/progress/index.js';

function slowPipeline(): Pipeline {
  const pipeline = new Pipeline();
  map(
    (n) => sleep(5, n),
    pipeline.queue({ name: 'numbers', from: Array.from({ length: 40 }, (_, n) => n) }),
  ).subscribe();
  return pipeline;
}

function fail(): void {
  throw new Error('no');
}

/** What `showProgress` throws when it is called so. */
function refusal(given: readonly unknown[]): unknown {
  try {
    return (showProgress as any)(...given);
  } catch (error) {
    return error;
  }
}

describe('showProgress', () => {
  it('writes a line every so often where there is no terminal, until the run ends', async () => {
    const pipeline = slowPipeline();
    const stream = new PassThrough({ encoding: 'utf8' });
    const listeners = process.listenerCount('beforeExit');
    const run = pipeline.run();
    showProgress(run, pipeline, { stream, interval: 20 });
    await run;
    await sleep(1);
    const lines = String(stream.read()).trim().split('\n');
    expect(lines.length).toBeGreaterThan(2);
    const last = lines.pop();
    for (const line of lines)
      expect(line).toMatch(/^\d+\.\d s; numbers \d+ of 40, [\d.,]+\/s; task 1 \d+ of 40/);
    expect(last).toMatch(/^\d+\.\d s, ended; numbers 40 of 40, .+; task 1 40 of 40/);
    expect(process.listenerCount('beforeExit')).toBe(listeners);
  });

  it('tells how a run stood when it failed, however short it was', async () => {
    const pipeline = new Pipeline();
    sink(fail, pipeline.queue({ name: 'numbers', from: [1] }));
    const stream = new PassThrough({ encoding: 'utf8' });
    const run = pipeline.run();
    showProgress(run, pipeline, { stream });
    await expect(run).rejects.toThrow('no');
    expect(stream.read()).toMatch(/^\d+\.\d s, ended; numbers .+; fail 1 of 1, .+, 1 failed\n$/);
  });

  it('says nothing of a run that was refused', async () => {
    const pipeline = slowPipeline();
    const stream = new PassThrough({ encoding: 'utf8' });
    const run = pipeline.run({ threads: 0 });
    showProgress(run, pipeline, { stream });
    await expect(run).rejects.toThrow('threads');
    expect(stream.read()).toBeNull();
  });

  it('shows nothing any more when it is called off', async () => {
    const pipeline = slowPipeline();
    const stream = new PassThrough({ encoding: 'utf8' });
    const run = pipeline.run();
    const hide = showProgress(run, pipeline, { stream, interval: 1 });
    hide();
    hide();
    await run;
    expect(stream.read()).toBeNull();
  });

  it('draws at the foot of a terminal, and takes it away in the end', async () => {
    const pipeline = slowPipeline();
    const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), {
      isTTY: true,
      columns: 80,
      rows: 24,
    });
    const run = pipeline.run();
    showProgress(run, pipeline, { stream, interval: 20 });
    await run;
    await sleep(1);
    const text = String(stream.read());
    expect(text).toContain('█');
    expect(text.endsWith('\u001B[0J')).toBe(true);
  });

  it("refuses what it can't do", async () => {
    const pipeline = new Pipeline();
    const run = pipeline.run();
    const listeners = process.listenerCount('beforeExit');
    const calls: [string, unknown[]][] = [
      ['interval', [run, pipeline, { interval: 0 }]],
      ['stream', [run, pipeline, { stream: {} }]],
      ['stream', [run, pipeline, { stream: null }]],
      ['pipeline', [run]],
      ['pipeline', [run, {}]],
      ['run', [undefined, pipeline]],
    ];
    for (const [name, given] of calls) {
      expect(refusal(given)).toMatchObject({
        code: 'invalid-argument',
        message: expect.stringMatching(`^showProgress: expected \`${name}\` to be `),
      });
    }
    expect(process.listenerCount('beforeExit')).toBe(listeners);
    await run;
  });
});
