import { describe, expect, it } from '@jest/globals';
import { ownedBuffers } from '../../lib/executors/buffers.js';

describe('ownedBuffers', () => {
  it.each<[string, (buffer: ArrayBuffer) => unknown]>([
    ['itself', (buffer) => buffer],
    ['under a typed array', (buffer) => new Float64Array(buffer)],
    ['under a DataView', (buffer) => new DataView(buffer)],
    ['in arrays', (buffer) => [[new Uint8Array(buffer)]]],
    ['in plain objects', (buffer) => ({ frame: { data: new Uint8Array(buffer) } })],
    ['in objects without a prototype', (buffer) => Object.assign(Object.create(null), { buffer })],
    ['in the keys and values of Maps', (buffer) => new Map([[buffer, new Uint8Array(buffer)]])],
    ['in Sets', (buffer) => new Set([buffer])],
  ])('finds a buffer %s', (_, around) => {
    const buffer = new ArrayBuffer(16);
    const found = ownedBuffers([1, around(buffer), null]);
    expect(found).toHaveLength(1);
    expect(found[0]).toBe(buffer);
  });

  it.each<[string, unknown]>([
    ['values without memory', [1, 'a', null, undefined, true, 1n, new Date(0), new Error('e')]],
    ['a part of a buffer', new Uint8Array(new ArrayBuffer(16), 0, 8)],
    ['a pooled Buffer', Buffer.from('pooled')],
    ['shared memory', new Uint8Array(new SharedArrayBuffer(8))],
    ['instances of classes, which clone as they like', new (class { buffer = new ArrayBuffer(8); })()], // prettier-ignore
  ])('leaves %s', (_, value) => {
    expect(ownedBuffers([value])).toEqual([]);
  });

  it('leaves a buffer that was given away already', () => {
    const array = new Uint8Array(8);
    structuredClone(array, { transfer: [array.buffer] });
    expect(ownedBuffers([array, array.buffer])).toHaveLength(0);
  });

  it('names a buffer once, however often it is there', () => {
    const array = new Uint8Array(8);
    expect(ownedBuffers([array, [array, array.buffer], new DataView(array.buffer)])).toEqual([array.buffer]);
  });

  it('comes to an end in circles', () => {
    const circle: Record<string, unknown> = { buffer: new ArrayBuffer(8) };
    circle['self'] = [circle];
    expect(ownedBuffers([circle])).toHaveLength(1);
  });

  it('copies results of very many parts in place of searching them', () => {
    const parts = Array.from({ length: 20_000 }, () => ({}));
    expect(ownedBuffers([{ parts, buffer: new ArrayBuffer(8) }])).toEqual([]);
  });
});
