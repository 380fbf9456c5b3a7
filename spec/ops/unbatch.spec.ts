import { describe, expect, it } from '@jest/globals';
import { map, Pipeline, unbatch } from '../../lib/index.js';
import { rows } from '../rows.js';

/** Counts for ever; tells what was asked of it. */
class Counter {
  given = 0;
  isClosed = false;

  *[Symbol.iterator](): Generator<number> {
    try {
      for (;;) yield this.given++;
    } finally {
      this.isClosed = true;
    }
  }
}

describe('unbatch', () => {
  rows<readonly string[]>({
    op: (queue) => unbatch(queue),
    marbles: { x: ['a', 'b'], y: ['c'], z: [], a: 'a', b: 'b', c: 'c' },
    values: {
      source: '  -x---z--y-|',
      expected: '-(ab)---c-|',
    },
    error: {
      source: '  -x---#',
      expected: '-(ab)#',
    },
    leave: {
      source: '  -x---y-|',
      expected: '-(ab)   ',
      until: '   -----!  ',
    },
    synchronous: {
      source: [['a', 'b'], [], ['c']],
      expected: '(abc|)',
    },
  });

  it('flattens any iterable, by one level', async () => {
    const pipeline = new Pipeline();
    const iterator = ['a', 'b'].values();
    const from = [[1, [2]], new Set([3]), new Map([[4, 5]]), 'xy', iterator, Uint8Array.of(6)];
    const items = unbatch(pipeline.queue<Iterable<unknown>>({ from }));
    await pipeline.run();
    expect(items.flush()).toEqual([1, [2], 3, [4, 5], 'x', 'y', 'a', 'b', 6]);
  });

  it('reads an endless iterable no further than there is room for', async () => {
    const pipeline = new Pipeline();
    const counter = new Counter();
    const numbers = unbatch(pipeline.queue({ from: [counter] }));
    const run = pipeline.run();
    const read: number[] = [];
    for await (const n of numbers) if (read.push(n) === 3) break;
    expect(await run).toMatchObject({ stopped: true });
    expect(read).toEqual([0, 1, 2]);
    expect(counter.given).toBeLessThan(100);
    expect(counter.isClosed).toBe(true);
  });

  it('closes an iterable that a failing run leaves', async () => {
    const pipeline = new Pipeline();
    const counter = new Counter();
    const cause = new Error('no');
    const fails = (n: number): void => {
      if (n === 3) throw cause;
    };
    map(fails, unbatch(pipeline.queue({ from: [counter] })));
    await expect(pipeline.run()).rejects.toMatchObject({ item: 3, cause });
    expect(counter.isClosed).toBe(true);
  });

  it.each([[7], [null], [undefined], [{ length: 1 }]])(
    'fails the run on what is no iterable: %p',
    async (item) => {
      const pipeline = new Pipeline();
      unbatch(pipeline.queue<Iterable<unknown>>({ from: [item as never] }));
      await expect(pipeline.run()).rejects.toMatchObject({ code: 'not-iterable', task: 'Unbatch', item });
    },
  );

  it('fails the run when an iterator throws, at its start or later', async () => {
    const cause = new Error('no');
    const atOnce = {
      [Symbol.iterator]: (): never => {
        throw cause;
      },
    };
    function* later(): Generator<number> {
      yield 1;
      throw cause;
    }
    for (const item of [atOnce, later()]) {
      const pipeline = new Pipeline();
      unbatch(pipeline.queue<Iterable<number>>({ from: [item] }));
      await expect(pipeline.run()).rejects.toMatchObject({ code: 'op-failed', task: 'Unbatch', item, cause });
    }
  });

  it('counts iterables in and items out', async () => {
    const pipeline = new Pipeline();
    unbatch(pipeline.queue({ from: [[1, 2, 3], [], [4]] }));
    const { nodes } = await pipeline.run();
    expect(nodes.at(-1)).toMatchObject({ kind: 'op', in: 3, out: 4, discarded: 0 });
  });
});
