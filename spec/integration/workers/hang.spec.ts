import { describe, expect, it } from '@jest/globals';
import { useFolder } from './folder.js';
import { byNumber, KINDS, outcome, resultsOf, tasks, upTo } from './kinds.js';

const folder = useFolder();
const TIMEOUT = 150;

describe.each(KINDS)('%s that hang past a timeout', (kind) => {
  const { work, workAmongOthers } = tasks<'work' | 'workAmongOthers'>(kind, 'faults.mjs', {
    timeout: TIMEOUT,
  });

  it.each(['spins', 'waits'])('fail an item that %s', async (fault) => {
    const items = upTo(50).map((n) => (n === 20 ? { n, fault } : { n }));
    const { error } = await outcome(work, items);
    expect(error).toMatchObject({ name: 'TaskError', code: 'task-timeout', item: { n: 20 }, attempts: 1 });
    expect(error!.message).toContain(`no result within ${TIMEOUT} ms`);
    expect(error!.cause).toMatchObject({ name: 'TimeoutError' });
  });

  it.each(['spins', 'waits'])('try an item that %s once again', async (fault) => {
    const mark = folder.mark();
    const items = upTo(50).map((n) => (n === 20 ? { n, fault, mark } : { n }));
    const { results, report } = await outcome(work, items, { retry: 1 });
    expect(results.toSorted(byNumber)).toEqual(upTo(50));
    expect(report!.nodes.at(-1)).toMatchObject({ in: 50, out: 50, retried: 1 });
    const { started, died, deaths } = report!.workers[0]!;
    const isEnded = fault === 'spins'; // a call that waits leaves its worker at peace
    expect({ started, died }).toEqual(isEnded ? { started: 3, died: 1 } : { started: 2, died: 0 });
    expect(deaths).toEqual(isEnded ? [{ cause: `no result within ${TIMEOUT} ms` }] : []);
  });

  it('blame the item in an endless loop, not those that share its worker', async () => {
    const items = upTo(8).map((n) => (n === 3 ? { n, ms: 5, fault: 'spins' } : { n, ms: 40 }));
    const { error } = await outcome(workAmongOthers, items, { concurrency: 8 });
    expect(error).toMatchObject({ code: 'task-timeout', item: { n: 3 } });
  });

  it('fail an item whose worker hangs before its result is on its way', async () => {
    const items = upTo(10).map((n) => (n === 7 ? { n, fault: 'spins afterwards' } : { n }));
    const { results, report } = await outcome(work, items, { onError: 'skip' });
    expect(results.toSorted(byNumber)).toEqual(upTo(10).filter((n) => n !== 7));
    expect(report!.nodes.at(-1)).toMatchObject({ in: 10, out: 9, skipped: 1 });
  });

  it('go on with another worker where one hangs in what a call has left behind', async () => {
    const items = upTo(10).map((n) =>
      n === 3 ? { n, fault: 'spins between calls', mark: folder.mark() } : { n },
    );
    const { results } = await outcome(work, items, { onError: 'skip', retry: 3 });
    expect(results.toSorted(byNumber)).toEqual(upTo(10));
  });

  it('leave calls alone that end in time', async () => {
    const items = upTo(20).map((n) => ({ n, ms: TIMEOUT / 3 }));
    expect((await resultsOf(workAmongOthers, items, { concurrency: 20 })).toSorted(byNumber)).toEqual(
      upTo(20),
    );
  });
});
