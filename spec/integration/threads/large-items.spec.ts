import { describe, expect, it } from '@jest/globals';
import { outcome, tasks } from '../workers/kinds.js';

const { rowsOf } = tasks<'rowsOf'>('threads', 'values.mjs');
const ROWS = 150_000;

/** An item that takes a tenth of a second to arrive; and how often it was read, to be sent. */
function large(): { item: object; reads: () => number } {
  const rows = Array.from({ length: ROWS }, (_, n) => ({ n, name: `row ${n}` }));
  let reads = 0;
  const item = {
    get rows() {
      reads++;
      return rows;
    },
  };
  return { item, reads: () => reads };
}

describe('an item that takes long to arrive at its thread', () => {
  it('is not given to another, that is idle', async () => {
    const once = large();
    await outcome(rowsOf, [once.item], {}, { threads: 1 });
    const { item, reads } = large();
    const { results } = await outcome(rowsOf, [item], {}, { threads: 2 });
    expect(results).toEqual([ROWS]);
    expect(reads()).toBe(once.reads());
  });

  it('has its timeout from when it is there', async () => {
    const { results, report } = await outcome(rowsOf, [large().item], { timeout: 20 }, { threads: 1 });
    expect(results).toEqual([ROWS]);
    expect(report!.nodes.at(-1)).toMatchObject({ in: 1, out: 1, retried: 0 });
  });
});
