import { describe, expect, it } from '@jest/globals';
import { inChild } from './in-child.js';

const MINUTE = 60_000;

describe('half a million items from a generator, through a fast task into a slow one', () => {
  it(
    'stay below 48 MB of heap',
    async () => {
      const { seen, peak, held, waited } = await inChild<Record<string, number>>('half-a-million.mjs');
      expect(seen).toBe(500_000);
      expect(peak).toBeLessThan(48); // at any time, garbage included
      expect(held).toBeLessThan(12); // right after a collection: most of it is Node and the library
      expect(waited).toBeLessThanOrEqual(64);
    },
    MINUTE,
  );
});

describe('a quarter of a gigabyte of results from worker threads', () => {
  it(
    'stays below 32 MB of heap: none is kept for as long as its thread lives',
    async () => {
      const { seen, peak } = await inChild<Record<string, number>>('threads-heap.mjs');
      expect(seen).toBe(500);
      expect(peak).toBeLessThan(32);
    },
    MINUTE,
  );
});
