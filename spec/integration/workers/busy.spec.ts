import { stat } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { map, merge, Pipeline, sink, tee } from 'skorche';
import { KINDS, outcome, tasks, upTo } from './kinds.js';

const TIMEOUT = 200;

function computeFor(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end;);
}

describe('calls that are over in time, while this thread computes', () => {
  it('are not late, wherever they are and however many at a time', async () => {
    const pipeline = new Pipeline();
    const failures = pipeline.queue<any>();
    const options = { timeout: TIMEOUT, onError: failures };
    const [here, ...others] = tee(pipeline.queue({ from: upTo(3) }), 5);
    const results = KINDS.flatMap((kind) => {
      const { same } = tasks<'same'>(kind, 'values.mjs');
      return [{}, { concurrency: 6 }].map((more) => map(same, others.pop()!, { ...options, ...more }));
    });
    results.push(map(() => stat('.'), here!, { ...options, concurrency: 2 }));
    // Each result keeps this thread busy for much longer than a call may take.
    const done: unknown[] = [];
    sink((result) => {
      done.push(result);
      computeFor(2 * TIMEOUT);
    }, merge(results));
    await pipeline.run({ threads: 2, processes: 2 });
    expect(failures.flush().map(({ error }) => error.message)).toEqual([]);
    expect(done).toHaveLength(15);
  });
});

describe.each(KINDS)('calls that share one of the %s', (kind) => {
  it('are not late where another computes, which is', async () => {
    const { waitsOrComputes } = tasks<'waitsOrComputes'>(kind, 'timing.mjs');
    const items = [
      { n: 1, waits: 20 },
      { n: 2, waits: 20 },
      { n: 3, computes: TIMEOUT + 50 },
    ];
    const options = { timeout: TIMEOUT, concurrency: 3, onError: 'skip' } as const;
    const { results, report } = await outcome(waitsOrComputes, items, options, { threads: 1, processes: 1 });
    expect(results.toSorted()).toEqual([1, 2]);
    expect(report!.nodes.at(-1)).toMatchObject({ out: 2, skipped: 1 });
  });
});
