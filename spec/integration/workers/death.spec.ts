import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { map, Pipeline } from 'skorche';
import { marked, useFolder } from './folder.js';
import { byNumber, KINDS, outcome, resultsOf, tasks, upTo } from './kinds.js';

const folder = useFolder();
const ONE = { threads: 'thread', processes: 'process' };
const FAULTS = ['exits', 'throws', 'rejects'] as const;

describe.each(KINDS)('%s that die', (kind) => {
  type Name = 'work' | 'workAmongOthers' | 'leaves';
  const { work, workAmongOthers, leaves } = tasks<Name>(kind, 'faults.mjs');

  it.each(FAULTS)('lose nothing when an item %s once', async (fault) => {
    const mark = folder.mark();
    const items = upTo(300).map((n) => (n === 150 ? { n, fault, mark } : { n }));
    const { results, report, error } = await outcome(work, items);
    expect(error).toBeUndefined();
    expect(results.toSorted(byNumber)).toEqual(upTo(300));
    expect(report!.nodes.at(-1)).toMatchObject({ in: 300, out: 300, failed: 0, active: 0 });
  });

  it.each(FAULTS)('keep the order when an item %s once', async (fault) => {
    const mark = folder.mark();
    const items = upTo(300).map((n) => (n === 150 ? { n, fault, mark } : { n }));
    expect(await resultsOf(work, items, { ordered: true })).toEqual(upTo(300));
  });

  it.each(FAULTS)('fail an item that %s always, after two deaths', async (fault) => {
    const log = folder.mark();
    const { error } = await outcome(work, [{ n: 1, fault, log }]);
    expect(error).toMatchObject({
      name: 'TaskError',
      code: 'worker-died',
      item: { n: 1, fault },
      attempts: 1,
    });
    expect(error!.message).toMatch(/^work: lost its worker, twice, over \{ n: 1/);
    expect(error!.cause).toBeDefined();
    expect(readFileSync(log, 'utf8')).toBe('1\n1\n');
  });

  it('fail an item whose worker dies before its result is on its way', async () => {
    const items = upTo(10).map((n) => (n === 7 ? { n, fault: 'exits afterwards' } : { n }));
    const { results, report } = await outcome(work, items, { onError: 'skip' });
    expect(results.toSorted(byNumber)).toEqual(upTo(10).filter((n) => n !== 7));
    expect(report!.nodes.at(-1)).toMatchObject({ in: 10, out: 9, skipped: 1 });
  });

  it.each([
    ['exits', { code: 3, cause: `the ${ONE[kind]} ended with exit code 3` }],
    ['throws', { code: 1, cause: 'thrown outside a call' }],
    ['rejects', { code: 1, cause: 'rejected outside a call' }],
  ])('are told of in the report, with how each ended: one that %s', async (fault, death) => {
    const items = [{ n: 0 }, { n: 1, fault, mark: folder.mark() }, { n: 2, fault, mark: folder.mark() }];
    const { report } = await outcome(work, items, {}, { threads: 1, processes: 1 });
    expect(report!.workers).toEqual([{ kind, started: 3, died: 2, deaths: [death, death] }]);
  });

  it('are not told of when none died', async () => {
    const { report } = await outcome(work, [{ n: 1 }]);
    expect(report!.workers).toEqual([{ kind, started: 2, died: 0, deaths: [] }]);
  });

  it('blame the item that kills, not those in its packet', async () => {
    const items = upTo(2000).map((n) => (n === 1500 ? { n, fault: 'exits' } : { n }));
    const { error } = await outcome(work, items);
    expect(error).toMatchObject({ code: 'worker-died', item: { n: 1500 } });
  });

  it('blame the item that kills, not those that share its worker', async () => {
    const items = upTo(16).map((n) => (n === 5 ? { n, ms: 10, fault: 'exits' } : { n, ms: 200 }));
    const { error } = await outcome(workAmongOthers, items, { concurrency: 16 });
    expect(error).toMatchObject({ code: 'worker-died', item: { n: 5 } });
  });

  it('lose only the items that kill, where those are skipped', async () => {
    const items = upTo(600).map((n) => (n % 200 === 100 ? { n, fault: 'exits' } : { n }));
    const { results, report } = await outcome(work, items, { onError: 'skip' });
    expect(results.toSorted(byNumber)).toEqual(upTo(600).filter((n) => n % 200 !== 100));
    expect(report!.nodes.at(-1)).toMatchObject({ in: 600, out: 597, skipped: 3, failed: 0, active: 0 });
  });

  it('try an item that kills its worker again as often as `retry` says, two deaths each time', async () => {
    const log = folder.mark();
    const item = { n: 1, fault: 'exits', log };
    const { error } = await outcome(work, [item], { retry: 1 });
    expect(error).toMatchObject({ code: 'worker-died', attempts: 2 });
    expect(readFileSync(log, 'utf8')).toBe('1\n'.repeat(4));
  });

  it('are replaced when they die idle', async () => {
    const pipeline = new Pipeline();
    const inputs = pipeline.queue<{ n: number; mark: string }>();
    const results = map(leaves, inputs)[Symbol.asyncIterator]();
    const run = pipeline.run({ threads: 1, processes: 1 });
    const mark = folder.mark();
    const seen: unknown[] = [];
    for (const n of upTo(3)) {
      await inputs.put({ n, mark });
      seen.push((await results.next()).value);
      await marked(mark);
    }
    inputs.close();
    expect((await results.next()).done).toBe(true);
    await run;
    expect(seen).toEqual([0, 1, 2]);
  });
});
