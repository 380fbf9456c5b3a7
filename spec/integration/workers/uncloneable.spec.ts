import { beforeAll, describe, expect, it } from '@jest/globals';
import { useFolder } from './folder.js';
import { KINDS, ONE, outcome, sorted, tasks, upTo, type Kind, type Sorted } from './kinds.js';
import { readFileSync } from 'node:fs';

const folder = useFolder();

/** An object whose getters make new ones without end. */
function endless(): object {
  return {
    get left() {
      return endless();
    },
    get right() {
      return endless();
    },
  };
}

const ITEMS: Record<string, () => unknown> = {
  'a function': () => () => {},
  'an object whose getter throws': () => ({
    get secret(): never {
      throw new Error('nobody may read this');
    },
  }),
  'a list too deep': () => upTo(100_000).reduce<unknown>((list) => ({ list }), null),
  'an endless object': endless,
  'a message port': () => new MessageChannel().port1,
};

/** What crosses threads, as memory or as a handle, and not processes. Of a Blob, Node makes an empty object from 22 on. */
const ONLY_THREADS = [
  ...(Number.parseInt(process.versions.node) < 22 ? ['a Blob'] : []),
  'a SharedArrayBuffer',
];

const isSent = (kind: Kind, what: string): boolean => kind === 'threads' && ONLY_THREADS.includes(what);

describe.each(KINDS)('what cannot be sent to or from %s', (kind) => {
  const { same, give, together } = tasks<'same' | 'give' | 'together'>(kind, 'values.mjs');
  const { work } = tasks<'work'>(kind, 'faults.mjs');

  describe('fails the item alone', () => {
    const bad = new Map(
      Object.entries(ITEMS).map(([what, make], i) => [i * 100 + 50, { what, item: make() }]),
    );
    let all: Sorted;
    beforeAll(async () => {
      all = await sorted(
        same,
        upTo(600).map((n) => (bad.has(n) ? bad.get(n)!.item : n)),
        { ordered: true },
      );
    });

    it.each(Object.keys(ITEMS))('%s', (what) => {
      const { item } = [...bad.values()].find((one) => one.what === what)!;
      const { error, attempts } = all.failures.get(item)!;
      expect([error.name, error.code, error.task, attempts]).toEqual([
        'TaskError',
        'not-cloneable',
        'same',
        1,
      ]);
      expect(error.item === item).toBe(true); // nothing is printed of what is too deep to print
      expect(error.message).toMatch(/^same: can't send to or from a worker /);
    });

    it('and leaves the others through, whatever was in their packets', () => {
      expect(all.results).toEqual(upTo(600).filter((n) => !bad.has(n)));
      const { size } = bad;
      expect(all.report.nodes.at(-1)).toMatchObject({ in: 600, out: 600 - size, failed: size, skipped: 0 });
    });
  });

  describe('fails the item of a result alone', () => {
    const GIVEN = [...Object.keys(ITEMS), ...ONLY_THREADS].filter((what) => !isSent(kind, what));
    let all: Sorted;
    beforeAll(async () => {
      all = await sorted(
        give,
        GIVEN.flatMap((what) => [...upTo(50), what, ...upTo(50)]),
        { ordered: true },
      );
    });

    it.each(GIVEN)('%s', (what) => {
      const { error } = all.failures.get(what)!;
      expect(error).toMatchObject({ name: 'TaskError', code: 'not-cloneable', item: what });
      expect(error.cause).toBeDefined();
    });

    it('and leaves the others through', () => {
      expect(all.failures.size).toBe(GIVEN.length);
      expect(all.results).toEqual(GIVEN.flatMap(() => [...upTo(50), ...upTo(50)]));
    });
  });

  it('fails the run, where failures do', async () => {
    const bad = ITEMS['a function']!();
    const { error } = await outcome(same, [...upTo(200), bad]);
    expect(error).toMatchObject({ name: 'TaskError', code: 'not-cloneable', item: bad });
  });

  it('fails an item whose result comes at the same moment as others', async () => {
    const { error } = await outcome(together, [1, 2, 'a function', 4], { concurrency: 4 }, ONE);
    expect(error).toMatchObject({ code: 'not-cloneable', item: 'a function' });
  });

  it('leaves the other results through, and calls nobody twice', async () => {
    const log = folder.mark();
    const items = upTo(600).map((n) => ({ n, log, fault: n % 100 === 50 ? 'gives a function' : undefined }));
    const { results, report } = await outcome(work, items, { ordered: true, onError: 'skip' });
    expect(results).toEqual(upTo(600).filter((n) => n % 100 !== 50));
    expect(report!.nodes.at(-1)).toMatchObject({ in: 600, out: 594, skipped: 6, failed: 0 });
    expect(readFileSync(log, 'utf8').trim().split('\n')).toHaveLength(600);
  });

  it('is not tried again', async () => {
    const log = folder.mark();
    const item = { n: 1, fault: 'rejects', mark: log, log: undefined, bad: () => {} };
    const { error } = await outcome(work, [item], { retry: 3 }, ONE);
    expect(error).toMatchObject({ code: 'not-cloneable', attempts: 1 });
    expect(() => readFileSync(log)).toThrow('ENOENT');
  });
});
