import { describe, expect, it } from '@jest/globals';
import { inChild } from './in-child.js';

const MINUTE = 60_000;

describe('two million items from a generator, through a fast task into a slow one', () => {
  it(
    'stay below 48 MB of heap',
    async () => {
      const { seen, peak, held, waited } = await inChild<Record<string, number>>('two-million.mjs');
      expect(seen).toBe(2_000_000);
      expect(peak).toBeLessThan(48); // at any time, garbage included
      expect(held).toBeLessThan(12); // right after a collection: most of it is Node and the library
      expect(waited).toBeLessThanOrEqual(64);
    },
    MINUTE,
  );
});
