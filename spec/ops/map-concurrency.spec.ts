import { describe, expect, it } from '@jest/globals';
import { map, Pipeline } from '../../lib/index.js';
import { virtually } from '../virtual.js';

describe('map, with calls that take their time', () => {
  it('makes one call at a time', async () => {
    await virtually(({ cold, expectObservable, later, pipeline }) => {
      const source = cold('  (abc)----------|');
      const expected = '     ---a--b--c-----|';
      const work = (item: string): Promise<string> => later(3, item);
      expectObservable(map(work, pipeline.queue({ from: source }))).toBe(expected);
    });
  });

  it('makes as many calls at a time as `concurrency` says', async () => {
    await virtually(({ cold, expectObservable, later, pipeline }) => {
      const source = cold('  (abcd)-------|');
      const expected = '     ---(ab)(cd)--|';
      const work = (item: string): Promise<string> => later(item < 'c' ? 3 : 4, item);
      expectObservable(map(work, pipeline.queue({ from: source }), { concurrency: 2 })).toBe(expected);
    });
  });

  it('gives results as they come', async () => {
    await virtually(({ cold, expectObservable, later, pipeline }) => {
      const source = cold('  a-b-c----|');
      const expected = '     ---b-c-a-|';
      const work = (item: string): Promise<string> => later(item === 'a' ? 7 : 1, item);
      expectObservable(map(work, pipeline.queue({ from: source }), { concurrency: 3 })).toBe(expected);
    });
  });

  it('gives results in the order of their items when `ordered`', async () => {
    await virtually(({ cold, expectObservable, later, pipeline }) => {
      const source = cold('  a-b-c-------|');
      const expected = '     -------(abc)|';
      const work = (item: string): Promise<string> => later(item === 'a' ? 7 : 1, item);
      const options = { concurrency: 3, ordered: true };
      expectObservable(map(work, pipeline.queue({ from: source }), options)).toBe(expected);
    });
  });

  it('keeps on working, when `ordered`, behind a call that takes long', async () => {
    await virtually(({ cold, expectObservable, later, pipeline }) => {
      const source = cold('  abcdef----------|');
      const expected = '     --------(abcdef)|';
      const work = (item: string): Promise<string> => later(item === 'a' ? 8 : 1, item);
      const options = { concurrency: 2, ordered: true };
      expectObservable(map(work, pipeline.queue({ from: source }), options)).toBe(expected);
    });
  });

  it('ends when the last call has, after its source', async () => {
    await virtually(({ cold, expectObservable, later, pipeline }) => {
      const source = cold('  -a|');
      const expected = '     -----(a|)';
      const work = (item: string): Promise<string> => later(4, item);
      expectObservable(map(work, pipeline.queue({ from: source }))).toBe(expected);
    });
  });

  it('lets go of calls under way when another fails', async () => {
    await virtually(({ cold, expectObservable, later, pipeline }) => {
      const source = cold('  -a-b---|');
      const expected = '     ---#';
      const work = (item: string): Promise<string> => {
        if (item === 'b') throw new Error('no');
        return later(4, item);
      };
      const results = map(work, pipeline.queue({ from: source }), { concurrency: 2 });
      expectObservable(results).toBe(expected, undefined, expect.objectContaining({ item: 'b' }));
    });
  });

  it('holds back no more results, when `ordered`, than wait in its output and are under way', async () => {
    const pipeline = new Pipeline();
    let endFirst!: (n: number) => void;
    const first = new Promise<number>((resolve) => (endFirst = resolve));
    const begun: number[] = [];
    const work = (n: number): Promise<number> => {
      begun.push(n);
      return n === 0 ? first : Promise.resolve(n);
    };
    const items = Array.from({ length: 100 }, (_, n) => n);
    const out = pipeline.queue<number>({ capacity: 4 });
    map(work, pipeline.queue({ from: items }), { concurrency: 3, ordered: true, out });
    const run = pipeline.run();
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    expect(begun).toHaveLength(3 + 4);
    endFirst(0);
    await run;
    expect(out.flush()).toEqual(items);
  });
});
