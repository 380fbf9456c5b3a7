import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { map, Pipeline, queue, run, shutdown, sink, type Queue, type Run } from '../../lib/index.js';

/** What the n-th item's call throws when it awaits what `ask` gives. */
async function refusal(ask: (running: Run, pipeline: Pipeline) => Promise<unknown>): Promise<string> {
  const pipeline = new Pipeline();
  const said: string[] = [];
  const task = async (n: number): Promise<void> => {
    if (n === 2) await ask(running, pipeline).catch(({ code, message }) => said.push(code, message));
  };
  sink(task, pipeline.queue({ from: [1, 2, 3] }));
  const running = pipeline.run();
  await running;
  return said.join(': ');
}

describe('a task that awaits what comes only after it', () => {
  it('is refused stop()', async () => {
    expect(await refusal((running) => running.stop())).toBe(
      'awaits-itself: stop: a task of this run would wait for itself. In a task, call it without `await`.',
    );
  });

  it('is refused shutdown(), and await using', async () => {
    expect(await refusal((_, pipeline) => pipeline.shutdown())).toMatch(/^awaits-itself: shutdown: /);
    expect(await refusal((running) => running[Symbol.asyncDispose]())).toMatch(/^awaits-itself: shutdown: /);
  });

  it('is refused all of an output', async () => {
    const pipeline = new Pipeline();
    const results: Queue<unknown> = map(async () => await results.toArray(), pipeline.queue({ from: [1] }));
    const { cause } = await pipeline.run().then(
      () => ({ cause: undefined }),
      (error: Error) => error,
    );
    expect(cause).toMatchObject({ code: 'awaits-itself', message: expect.stringMatching(/^toArray: /) });
  });

  it('fails, and the run with it, where it does not catch that', async () => {
    sink(async () => await shutdown(), queue({ from: [1] }));
    await expect(run()).rejects.toMatchObject({ code: 'task-failed', cause: { code: 'awaits-itself' } });
    await shutdown();
  });

  it.each([
    ['a function that gives no promise', (running: Run) => void running.stop()],
    ['one that gives one, and does not await the end', async (running: Run) => void running.stop()],
  ])('is not refused anything without: %s', async (_, call) => {
    const pipeline = new Pipeline();
    sink(() => call(running), pipeline.queue({ from: [1, 2, 3] }));
    const running = pipeline.run();
    expect((await running).stopped).toBe(true);
  });

  it('leaves the end to others: what a plain function asked for comes', async () => {
    const pipeline = new Pipeline();
    let stopped: Promise<unknown> | undefined;
    sink(() => void (stopped ??= running.stop()), pipeline.queue({ from: [1, 2, 3] }));
    const running = pipeline.run();
    await running;
    expect(await stopped).toMatchObject({ stopped: true });
  });

  it('may stop another run, and await that', async () => {
    const other = new Pipeline();
    other.queue();
    const another = other.run();
    expect(await refusal(() => another.stop())).toBe('');
  });

  it.each(['its run', 'stop, later', 'its output'])(
    'ends as stalled when the program has nothing else to do: %s',
    async (way) => {
      const program = fileURLToPath(new URL('../fixtures/waits-for-itself.mjs', import.meta.url));
      const { stdout } = await promisify(execFile)(process.execPath, [program, way]);
      expect(stdout).toMatch(
        /^stalled: pipeline "default" waits for ever: 1 call of task 1 is not answered\. .*wait for its own run/,
      );
    },
  );
});
