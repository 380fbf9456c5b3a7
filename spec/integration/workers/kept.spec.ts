import { describe, expect, it } from '@jest/globals';
import { map, Pipeline } from 'skorche';
import { marked, useFolder } from './folder.js';
import { KINDS, tasks, upTo } from './kinds.js';

const folder = useFolder();

describe.each(KINDS)('%s that have nothing to do', (kind) => {
  const { large } = tasks<'large'>(kind, 'kept.mjs');

  it.each([
    ['result', 1],
    ['result', 4],
    ['item', 1],
    ['item', 4],
  ])('keep no %s, with a concurrency of %d', async (what, concurrency) => {
    const pipeline = new Pipeline();
    const inputs = pipeline.queue<object>();
    const results = map(large, inputs, { concurrency })[Symbol.asyncIterator]();
    const run = pipeline.run({ threads: 1, processes: 1 });
    const mark = folder.mark();
    const item = what === 'item' ? { rows: upTo(10_000).map((n) => ({ n })) } : { gives: true };
    await inputs.put({ mark, ...item });
    expect((await results.next()).done).toBe(false);
    await marked(mark);
    inputs.close();
    await results.next();
    await run;
  });
});
