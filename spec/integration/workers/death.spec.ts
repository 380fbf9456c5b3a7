import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { map, Pipeline } from 'skorche';
import { marked, useFolder } from './folder.js';
import { byNumber, KINDS, ONE, outcome, resultsOf, sorted, tasks, upTo } from './kinds.js';

const folder = useFolder();
const NOUN = { threads: 'thread', processes: 'process' };
const FAULTS = ['exits', 'throws', 'rejects'] as const;

describe.each(KINDS)('%s that die', (kind) => {
  const { work, leaves } = tasks<'work' | 'leaves'>(kind, 'faults.mjs');

  it.each(FAULTS)('lose nothing when an item %s once', async (fault) => {
    const mark = folder.mark();
    const items = upTo(300).map((n) => (n === 150 ? { n, fault, mark } : { n }));
    const { results, report, error } = await outcome(work, items);
    expect(error).toBeUndefined();
    expect(results.toSorted(byNumber)).toEqual(upTo(300));
    expect(report!.nodes.at(-1)).toMatchObject({ in: 300, out: 300, failed: 0, active: 0 });
  });

  it('keep the order all the same', async () => {
    const mark = folder.mark();
    const items = upTo(300).map((n) => (n === 150 ? { n, fault: 'exits', mark } : { n }));
    expect(await resultsOf(work, items, { ordered: true })).toEqual(upTo(300));
  });

  it.each(FAULTS)('fail an item that %s always, after two deaths', async (fault) => {
    const log = folder.mark();
    const { error } = await outcome(work, [{ n: 1, fault, log }], {}, ONE);
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
    ['exits', { code: 3, cause: `the ${NOUN[kind]} ended with exit code 3` }],
    ['throws', { code: 1, cause: 'thrown outside a call' }],
    ['rejects', { code: 1, cause: 'rejected outside a call' }],
  ])('are told of in the report, with how each ended: one that %s', async (fault, death) => {
    const items = [{ n: 0 }, { n: 1, fault, mark: folder.mark() }, { n: 2, fault, mark: folder.mark() }];
    const { report } = await outcome(work, items, {}, ONE);
    expect(report!.workers).toEqual([{ kind, started: 3, died: 2, deaths: [death, death] }]);
  });

  it('are not told of when none died', async () => {
    const { report } = await outcome(work, [{ n: 1 }]);
    expect(report!.workers).toEqual([{ kind, started: 2, died: 0, deaths: [] }]);
  });

  it('lose only the items that kill, not those in their packets', async () => {
    const items = upTo(400).map((n) => (n % 200 === 150 ? { n, fault: 'exits' } : { n }));
    const { results, report, failures } = await sorted(work, items);
    expect(results.toSorted(byNumber)).toEqual(upTo(400).filter((n) => n % 200 !== 150));
    expect([...failures.values()].map(({ item, error }) => [item.n, error.code]).toSorted()).toEqual([
      [150, 'worker-died'],
      [350, 'worker-died'],
    ]);
    expect(report.nodes.at(-1)).toMatchObject({ in: 400, out: 398, failed: 2, active: 0 });
  });

  it('try an item that kills its worker again as often as `retry` says, two deaths each time', async () => {
    const log = folder.mark();
    const item = { n: 1, fault: 'exits', log };
    const { error } = await outcome(work, [item], { retry: 1 }, ONE);
    expect(error).toMatchObject({ code: 'worker-died', attempts: 2 });
    expect(readFileSync(log, 'utf8')).toBe('1\n'.repeat(4));
  });

  it('are replaced when they die idle', async () => {
    const pipeline = new Pipeline();
    const inputs = pipeline.queue<{ n: number; mark: string }>();
    const results = map(leaves, inputs)[Symbol.asyncIterator]();
    const run = pipeline.run(ONE);
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
