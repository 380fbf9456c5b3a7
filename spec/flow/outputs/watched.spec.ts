import { describe, expect, it } from '@jest/globals';
import { filter as where, map as each } from 'rxjs';
import { map, Pipeline, type Queue } from '../../../lib/index.js';
import { program } from '../../integration/workers/programs.js';

const fails = (): never => {
  throw new Error('no');
};

function output(task: (n: number) => number): Queue<number> {
  return map(task, new Pipeline().queue({ from: [1, 2, 3] }));
}

// What was subscribed to behind `pipe` had none of what a queue's own subscribers have: an error of the run ended the
// process, and so did a subscriber that threw, while the run resolved.
describe("a subscriber behind RxJS's operators", () => {
  it('need not have a word for the error of the run', async () => {
    const results = output(fails);
    results
      .pipe(
        each((n) => n * 2),
        where(Boolean),
      )
      .subscribe(() => {});
    await expect(results.pipeline.run()).rejects.toMatchObject({ code: 'task-failed' });
  });

  it('is told of it, if it has', async () => {
    const results = output(fails);
    const told: unknown[] = [];
    results.pipe(each((n) => n * 2)).subscribe({ error: (error) => told.push(error) });
    const error = await results.pipeline.run().catch((reason: unknown) => reason);
    expect(told).toEqual([error]);
  });

  it('fails the run when it throws', async () => {
    const results = output((n) => n);
    results.pipe(each((n) => n * 2)).subscribe(fails);
    await expect(results.pipeline.run()).rejects.toMatchObject({
      code: 'subscriber-failed',
      message: 'queue "queue 2": a subscriber threw: no',
      cause: { message: 'no' },
    });
  });

  it('ends the process when it throws after the run has ended', async () => {
    const { code, stderr } = await program('late-subscriber.mjs', []);
    expect(code).toBe(1);
    expect(stderr).toContain('Error: could not save');
  });

  it('fails the run when an operator throws, and nobody has a word for that', async () => {
    const results = output((n) => n);
    results.pipe(each(fails)).subscribe(() => {});
    await expect(results.pipeline.run()).rejects.toMatchObject({
      code: 'subscriber-failed',
      cause: { message: 'no' },
    });
  });
});
