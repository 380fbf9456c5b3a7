import { describe, expect, it } from '@jest/globals';
import { concat, from, throwError } from 'rxjs';
import { Pipeline, sink } from '../../../lib/index.js';
import { fate } from '../../run/settling/scene.js';

const reason = new Error('no');
const never = (): Promise<never> => new Promise(() => {});
const failed = { error: expect.objectContaining({ code: 'source-failed', cause: reason }) };

// The run failed only when everything that was lined up had been taken: behind a call that hangs, never.
describe('an input that fails while items wait for room', () => {
  it('fails the run at once: an Observable', async () => {
    const pipeline = new Pipeline();
    const source$ = concat(
      from([1, 2, 3, 4, 5]),
      throwError(() => reason),
    );
    sink(never, pipeline.queue({ capacity: 1, from: source$ }));
    expect(await fate(pipeline.run())).toEqual(failed);
  });

  it('fails the run at once, and settles those who wait: queue.error()', async () => {
    const pipeline = new Pipeline();
    const inputs = pipeline.queue<number>({ capacity: 1 });
    sink(never, inputs);
    const run = pipeline.run();
    const puts = [1, 2, 3, 4].map((n) => inputs.put(n));
    inputs.error(reason);
    expect(await fate(run)).toEqual(failed);
    expect(await Promise.all(puts.map(fate))).not.toContain('pending');
  });
});
