import { beforeAll, describe, expect, it } from '@jest/globals';
import { useFolder } from './folder.js';
import { byNumber, KINDS, resultsOf, sorted, tasks, upTo, type Sorted } from './kinds.js';

const folder = useFolder();
/** Long enough for the calls that don't hang, on a machine with much else to do. */
const TIMEOUT = 500;

describe.each(KINDS)('%s that hang past a timeout', (kind) => {
  const { work, workAmongOthers } = tasks<'work' | 'workAmongOthers'>(kind, 'faults.mjs', {
    timeout: TIMEOUT,
  });

  describe('of two items in one run', () => {
    const faults = new Map([
      [20, 'spins'],
      [30, 'waits'],
    ]);
    const items = upTo(50).map((n) => ({ n, fault: faults.get(n) }));
    let all: Sorted;
    beforeAll(async () => {
      all = await sorted(work, items);
    });

    it.each([...faults])('fail item %i, that %s', (n) => {
      const { error, attempts } = all.failures.get(items[n])!;
      expect(error).toMatchObject({ name: 'TaskError', code: 'task-timeout', item: { n }, attempts: 1 });
      expect(error.message).toContain(`no result within ${TIMEOUT} ms`);
      expect(error.cause).toMatchObject({ name: 'TimeoutError' });
      expect(attempts).toBe(1);
    });

    it('let all others through', () => {
      expect(all.failures.size).toBe(2);
      expect(all.results.toSorted(byNumber)).toEqual(upTo(50).filter((n) => !faults.has(n)));
    });
  });

  it('try items that hang once again', async () => {
    const faults = new Map([
      [20, { fault: 'blocks', mark: folder.mark() }],
      [30, { fault: 'waits', mark: folder.mark() }],
    ]);
    const items = upTo(50).map((n) => ({ n, ...faults.get(n) }));
    const { results, report } = await sorted(work, items, { retry: 1 });
    expect(results.toSorted(byNumber)).toEqual(upTo(50));
    expect(report.nodes.at(-1)).toMatchObject({ in: 50, out: 50, failed: 0, retried: 2 });
    // A call that waits leaves its worker at peace.
    expect(report.workers[0]).toMatchObject({
      died: 1,
      deaths: [{ cause: `no result within ${TIMEOUT} ms` }],
    });
  });

  it('blame the item in an endless loop, not those that share its worker', async () => {
    const items = upTo(8).map((n) => (n === 3 ? { n, ms: 5, fault: 'blocks' } : { n, ms: 40 }));
    const { results, failures } = await sorted(workAmongOthers, items, { concurrency: 8 });
    expect([...failures.values()]).toMatchObject([{ item: { n: 3 }, error: { code: 'task-timeout' } }]);
    expect(results.toSorted(byNumber)).toEqual(upTo(8).filter((n) => n !== 3));
  });

  it('fail an item whose worker hangs before its result is on its way', async () => {
    const items = upTo(10).map((n) => (n === 7 ? { n, fault: 'blocks afterwards' } : { n }));
    const { results, report } = await sorted(work, items);
    expect(results.toSorted(byNumber)).toEqual(upTo(10).filter((n) => n !== 7));
    expect(report.nodes.at(-1)).toMatchObject({ in: 10, out: 9, failed: 1 });
  });

  it('go on with another worker where one hangs in what a call has left behind', async () => {
    const items = upTo(10).map((n) =>
      n === 3 ? { n, fault: 'blocks between calls', mark: folder.mark() } : { n },
    );
    const { results } = await sorted(work, items, { retry: 3 });
    expect(results.toSorted(byNumber)).toEqual(upTo(10));
  });

  it('leave calls alone that end in time', async () => {
    const items = upTo(20).map((n) => ({ n, ms: TIMEOUT / 3 }));
    expect((await resultsOf(workAmongOthers, items, { concurrency: 20 })).toSorted(byNumber)).toEqual(
      upTo(20),
    );
  });
});
