import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { map, Pipeline } from 'skorche';
import { marked, useFolder } from './folder.js';
import { byNumber, KINDS, outcome, tasks, upTo } from './kinds.js';

const folder = useFolder();
const LEFT = ['a promise that rejects', 'an error that is thrown', 'an exit'];

describe.each(KINDS)('what calls have left behind in %s', (kind) => {
  const { leaves } = tasks<'leaves'>(kind, 'leftovers.mjs');

  it.each(LEFT)('blames no other item, where each leaves %s', async (left) => {
    const log = folder.mark();
    const items = upTo(8).map((n) => ({ n, left, ms: 30, after: 15, log }));
    const { results, report, error } = await outcome(leaves, items);
    expect(error).toBeUndefined();
    expect(results.toSorted(byNumber)).toEqual(upTo(8));
    expect(report!.workers[0]!.died).toBeGreaterThan(0);
    // One more call for each worker that died, and none for those that were over.
    expect(readFileSync(log, 'utf8').trim().split('\n').length).toBeLessThanOrEqual(
      8 + report!.workers[0]!.died,
    );
  });

  it('blames no other item, where many calls share a worker', async () => {
    const items = upTo(24).map((n) => ({ n, left: n % 5 === 0 ? LEFT[0] : undefined, ms: 20, after: 10 }));
    const { results, error } = await outcome(leaves, items, { concurrency: 8 });
    expect(error).toBeUndefined();
    expect(results.toSorted(byNumber)).toEqual(upTo(24));
  });

  it('ends no run, though all its workers die when they have nothing more to do', async () => {
    const pipeline = new Pipeline();
    const inputs = pipeline.queue<object>();
    const results = map(leaves, inputs, { concurrency: 4 })[Symbol.asyncIterator]();
    const run = pipeline.run({ threads: 4, processes: 4 });
    const marks = upTo(4).map(() => folder.mark());
    for (const mark of marks) await inputs.put({ left: LEFT[0], ms: 0, after: 1, mark });
    for (const _ of marks) await results.next();
    await Promise.all(marks.map(marked));
    await inputs.put({ n: 4, ms: 0 });
    expect((await results.next()).value).toBe(4);
    inputs.close();
    await results.next();
    await run;
  });
});
