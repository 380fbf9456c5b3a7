import { describe, expect, it } from '@jest/globals';
import { sealPacket } from '../../../lib/executors/messages.js';
import { open } from '../../../lib/executors/values/seal.js';
import type { Packet } from '../../../lib/executors/executor.js';

/** Items as they arrive, sent in one packet. */
function arrived(items: readonly unknown[]): any[] {
  const packet: Packet = { id: 1, module: '', name: '', task: '', items, isParallel: false };
  const clone = structuredClone(sealPacket(packet).packet);
  open(clone);
  return clone.items as any[];
}

const config = () => ({
  list: [1],
  index: new Map([['a', { n: 1 }]]),
  names: new Set(['b']),
  at: new Date(0),
});

describe('items that share an object', () => {
  it.each<[string, () => unknown]>([
    ['an object', () => ({ a: 1 })],
    ['an array with holes', () => [1, , { a: 1 }]], // oxlint-disable-line no-sparse-arrays
    ['one of many parts', config],
    ['an instance of a class', () => new (class Point { x = 1; y = { z: 2 }; })()], // prettier-ignore
    ['a typed array', () => Uint8Array.of(1, 2)],
    ['a Buffer', () => Buffer.from('pooled')],
    ['a Date', () => new Date(5)],
    ['an Error', () => Object.assign(new TypeError('why'), { code: 'E', list: [1] })],
    ['a field called `__proto__`', () => JSON.parse('{"__proto__": {"a": 1}, "b": 2}')],
    ['one without a prototype', () => Object.assign(Object.create(null), { a: { b: 1 } })],
  ])('arrive each with its own: %s', (_, make) => {
    const part = make();
    const items = arrived([{ n: 1, part }, part, { n: 2, part: [part] }, 3, new Map([[part, part]])]);
    const parts = [items[0].part, items[1], items[2].part[0], [...items[4].keys()][0]];
    const [alone] = arrived([make()]);
    expect(new Set(parts).size).toBe(4);
    for (const each of parts) expect(each).toEqual(alone);
    expect(items[4].get(parts[3])).toBe(parts[3]);
  });

  it('arrive each with its own memory under other views', () => {
    const buffer = new ArrayBuffer(4);
    const [one, two] = arrived([{ view: new Uint8Array(buffer) }, { view: new Uint8Array(buffer) }]);
    one.view[0] = 7;
    expect(two.view[0]).toBe(0);
  });

  it('arrive each with its own, as many as there are', () => {
    const part = { seen: [] as number[] };
    const items = arrived(Array.from({ length: 3000 }, (_, n) => ({ n, part })));
    items.forEach((item, n) => item.part.seen.push(n));
    expect(items.every(({ part: { seen } }) => seen.length === 1)).toBe(true);
  });

  it('have the same memory where that is shared', () => {
    const memory = new SharedArrayBuffer(4);
    const [one, two] = arrived([{ memory }, { memory }]);
    new Uint8Array(one.memory)[0] = 7;
    expect(new Uint8Array(two.memory)[0]).toBe(7);
  });

  it('keep what is the same within one of them', () => {
    const part = { a: 1 };
    const circle: Record<string, unknown> = { part, again: [part] };
    circle['self'] = circle;
    const [, two] = arrived([part, circle]);
    expect(two.self).toBe(two);
    expect(two.again[0]).toBe(two.part);
  });

  it('are told apart among more parts than are remembered', () => {
    const rows = Array.from({ length: 150_000 }, (_, n) => ({ n }));
    const last = rows.at(-1)!;
    const [one, two] = arrived([rows, { last }]);
    expect(two.last).toEqual(last);
    expect(two.last === one.at(-1)).toBe(false);
  });
});

describe('errors in items', () => {
  it.each<[string, (error: Error) => unknown, (arrived: any) => any]>([
    ['itself', (error) => error, (item) => item],
    ['in an object', (error) => ({ ok: false, error }), (item) => item.error],
    ['in arrays', (error) => [1, [error]], (item) => item[1][0]],
    ['in a Map', (error) => new Map([['a', error]]), (item) => item.get('a')],
    ['in a Set', (error) => new Set([error]), (item) => [...item][0]],
    ['deep inside', (error) => ({ a: [new Map([[1, { b: new Set([{ error }]) }]])] }), (item) => [...item.a[0].get(1).b][0].error], // prettier-ignore
  ])('arrive as those that were thrown: %s', (_, around, find) => {
    const cause = Object.assign(new RangeError('why'), { code: 'E_WHY' });
    const thrown = Object.assign(new TypeError('no', { cause }), {
      code: 'E_NO',
      at: new Date(0),
      call() {},
    });
    const error = find(arrived([1, around(thrown), around(thrown)])[1]);
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({ message: 'no', code: 'E_NO', at: new Date(0), call: '[Function: call]' });
    expect(error.stack).toBe(thrown.stack);
    expect(error.cause).toBeInstanceOf(RangeError);
    expect(error.cause).toMatchObject({ message: 'why', code: 'E_WHY' });
  });

  it('leave what is around them as cloning does', () => {
    const error = new Error('no');
    const list = [1, , 3]; // oxlint-disable-line no-sparse-arrays
    const [item] = arrived([
      { error, list, at: new Date(0), bytes: Buffer.from('b'), pattern: /a/g, self: { error } },
    ]);
    expect(item).toEqual({
      error,
      list,
      at: new Date(0),
      bytes: Buffer.from('b'),
      pattern: /a/g,
      self: { error },
    });
    expect(1 in item.list).toBe(false);
    expect(item.self.error).toBe(item.error);
  });
});

describe('what takes no longer to look at than to clone', () => {
  it('is an array with holes', () => {
    const byId: unknown[] = [];
    byId[4_000_000_000] = { name: Buffer.from('Ada') };
    const [item] = arrived([byId]);
    expect([item.length, item[4_000_000_000].name.toString()]).toEqual([4_000_000_001, 'Ada']);
  });
});
