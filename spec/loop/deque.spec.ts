import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { Deque } from '../../lib/loop/deque.js';

function filled(count: number): Deque<number> {
  const deque = new Deque<number>();
  for (let i = 0; i < count; i++) deque.push(i);
  return deque;
}

function drained<T>(deque: Deque<T>): T[] {
  return Array.from({ length: deque.length }, () => deque.shift());
}

describe('Deque', () => {
  it.each([0, 1, 15, 16, 17, 1000])('gives back %i items in the order in which they came', (count) => {
    expect(drained(filled(count))).toEqual(Array.from({ length: count }, (_, i) => i));
  });

  it('keeps the order when it grows while its ring is wrapped round', () => {
    const deque = filled(16);
    for (let i = 0; i < 10; i++) deque.shift();
    for (let i = 16; i < 40; i++) deque.push(i);
    expect(drained(deque)).toEqual(Array.from({ length: 30 }, (_, i) => i + 10));
  });

  it('tells how many it let go of, and starts anew', () => {
    const deque = filled(20);
    expect(deque.clear()).toBe(20);
    expect(deque.length).toBe(0);
    deque.push(7);
    expect(drained(deque)).toEqual([7]);
  });

  it('holds `undefined` like any other item', () => {
    const deque = new Deque<number | undefined>();
    deque.push(undefined);
    deque.push(1);
    expect(drained(deque)).toEqual([undefined, 1]);
  });

  it('does what an array does', () => {
    const pushesAndShifts = fc.array(fc.tuple(fc.nat({ max: 40 }), fc.nat({ max: 40 })), { maxLength: 20 });
    const property = fc.property(pushesAndShifts, (rounds) => {
      const deque = new Deque<number>();
      const array: number[] = [];
      let next = 0;
      for (const [pushes, shifts] of rounds) {
        for (let i = 0; i < pushes; i++) array.push(deque.push(next) ?? next++);
        for (let i = 0; i < Math.min(shifts, array.length); i++) expect(deque.shift()).toBe(array.shift());
        expect(deque.length).toBe(array.length);
      }
    });
    fc.assert(property);
  });
});
