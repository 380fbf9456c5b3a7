import { stat } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { map, Pipeline, sink, task, type Task } from 'skorche';
import { KINDS, outcome, tasks, upTo } from './kinds.js';

const TIMEOUT = 300;

function computeFor(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end;);
}

/** What fails where the results of `called` keep this thread busy for much longer than its calls may take. */
async function failedOf(called: Task<any, any>, concurrency?: number): Promise<unknown[]> {
  const pipeline = new Pipeline();
  const failures = pipeline.queue<any>();
  const options = { timeout: TIMEOUT, onError: failures, ...(concurrency && { concurrency }) };
  const results = map(called, pipeline.queue({ from: upTo(6) }), options);
  sink(() => computeFor(2 * TIMEOUT), results);
  await pipeline.run({ threads: 2, processes: 2 });
  return failures.flush().map(({ error }) => error.message);
}

describe('a call that is over in time, while this thread computes', () => {
  it.each(KINDS)('is not late: on %s', async (kind) => {
    expect(await failedOf(tasks<'same'>(kind, 'values.mjs').same)).toEqual([]);
  });

  it.each(KINDS)('is not late: of many at a time on %s', async (kind) => {
    expect(await failedOf(tasks<'same'>(kind, 'values.mjs').same, 6)).toEqual([]);
  });

  it('is not late: on this thread', async () => {
    expect(
      await failedOf(
        task(() => stat('.'), { name: 'look' }),
        2,
      ),
    ).toEqual([]);
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
