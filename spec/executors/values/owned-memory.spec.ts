import { describe, expect, it } from '@jest/globals';
import { sealReply } from '../../../lib/executors/messages.js';

/** The ArrayBuffers that would be moved with these results. */
function ownedBy(values: readonly unknown[]): readonly ArrayBuffer[] {
  const reply = { done: values.length, values, failures: [], ms: 0, times: new Float64Array(), worked: 0 };
  return sealReply(reply).owned;
}

describe('the memory that results own', () => {
  it.each<[string, (buffer: ArrayBuffer) => unknown]>([
    ['itself', (buffer) => buffer],
    ['under a typed array', (buffer) => new Float64Array(buffer)],
    ['under a DataView', (buffer) => new DataView(buffer)],
    ['in arrays', (buffer) => [[new Uint8Array(buffer)]]],
    ['in plain objects', (buffer) => ({ frame: { data: new Uint8Array(buffer) } })],
    ['in objects without a prototype', (buffer) => Object.assign(Object.create(null), { buffer })],
    ['in the keys and values of Maps', (buffer) => new Map([[buffer, new Uint8Array(buffer)]])],
    ['in Sets', (buffer) => new Set([buffer])],
  ])('is found %s', (_, around) => {
    const buffer = new ArrayBuffer(16);
    const found = ownedBy([1, around(buffer), null]);
    expect(found).toHaveLength(1);
    expect(found[0]).toBe(buffer);
  });

  it.each<[string, unknown]>([
    ['values without memory', [1, 'a', null, undefined, true, 1n, new Date(0), new Error('e')]],
    ['a part of a buffer', new Uint8Array(new ArrayBuffer(16), 0, 8)],
    ['a pooled Buffer', Buffer.from('pooled')],
    ['shared memory', new Uint8Array(new SharedArrayBuffer(8))],
    ['instances of classes, which clone as they like', new (class { buffer = new ArrayBuffer(8); })()], // prettier-ignore
  ])('is not %s', (_, value) => {
    expect(ownedBy([value])).toEqual([]);
  });

  it('is nothing that was given away already', () => {
    const array = new Uint8Array(8);
    structuredClone(array, { transfer: [array.buffer] });
    expect(ownedBy([array, array.buffer])).toHaveLength(0);
  });

  it('is named once, however often it is there', () => {
    const array = new Uint8Array(8);
    expect(ownedBy([array, [array, array.buffer], new DataView(array.buffer)])).toEqual([array.buffer]);
  });

  it('is found in circles', () => {
    const circle: Record<string, unknown> = { buffer: new ArrayBuffer(8) };
    circle['self'] = [circle];
    expect(ownedBy([circle])).toHaveLength(1);
  });

  it('is found among very many parts', () => {
    const parts = Array.from({ length: 200_000 }, () => ({}));
    expect(ownedBy([{ parts, buffer: new ArrayBuffer(8) }])).toHaveLength(1);
  });

  it('is copied where it is in very many pieces, each of which would be compared with all others', () => {
    expect(ownedBy(Array.from({ length: 2000 }, () => new ArrayBuffer(8)))).toEqual([]);
  });

  it('is copied where two results have it: the second one has a copy of its own', () => {
    const array = new Uint8Array(8);
    expect(ownedBy([array, array])).toEqual([array.buffer]);
  });
});
