import { existsSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { map, Pipeline } from 'skorche';
import { marked, useFolder } from './folder.js';
import { KINDS, ONE, outcome, resultsOf, tasks, upTo } from './kinds.js';

const folder = useFolder();

describe.each(KINDS)('what calls on %s are told', (kind) => {
  type Name = 'count' | 'tell' | 'flaky' | 'listens' | 'isAlone';
  const { count, tell, flaky, listens, isAlone } = tasks<Name>(kind, 'context.mjs');

  it('is the item alone', async () => {
    expect(await resultsOf(count, [1], {}, ONE)).toEqual([1]);
  });

  it.each([true, false])('is no `this`, with context: %s', async (context) => {
    expect(await resultsOf(isAlone, [1, 2], { context }, ONE)).toEqual([true, true]);
  });

  it('is a context too, where it was asked for', async () => {
    expect(await resultsOf(count, [1], { context: true }, ONE)).toEqual([2]);
    expect(await resultsOf(tell, [7], { context: true }, ONE)).toEqual([
      { n: 7, attempt: 1, task: 'tell', aborted: false },
    ]);
  });

  it('is which attempt it is, item by item whatever the packet', async () => {
    const items = upTo(600).map((n) => ({ n, times: n % 4 }));
    const options = { context: true, ordered: true, retry: 3 };
    const { results, report } = await outcome(flaky, items, options);
    expect(results).toEqual(items.map(({ n, times }) => ({ n, attempt: times + 1 })));
    expect(report!.nodes.at(-1)).toMatchObject({ in: 600, out: 600, failed: 0, retried: 150 * (1 + 2 + 3) });
  });

  it('stops with the last attempt', async () => {
    const { error } = await outcome(flaky, [{ n: 1, times: 9 }], { context: true, retry: 2 }, ONE);
    expect(error).toMatchObject({ code: 'task-failed', attempts: 3, item: { n: 1 } });
    expect(error!.cause).toMatchObject({ message: 'attempt 3', n: 1 });
  });

  it('is that the run was cut short', async () => {
    const [begun, heard] = [folder.mark(), folder.mark()];
    const pipeline = new Pipeline();
    map(listens, pipeline.queue({ from: [{ begun, heard }] }), { context: true });
    const run = pipeline.run(ONE);
    await marked(begun);
    run.abort(new Error('called off'));
    await expect(run).rejects.toThrow('called off');
    expect(existsSync(heard)).toBe(true);
  });

  it('is that its time is over', async () => {
    const [begun, heard] = [folder.mark(), folder.mark()];
    const { error } = await outcome(listens, [{ begun, heard }], { context: true, timeout: 100 }, ONE);
    expect(error).toMatchObject({ code: 'task-timeout' });
    expect(existsSync(heard)).toBe(true);
  });
});
