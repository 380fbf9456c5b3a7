import { describe, expect, it } from '@jest/globals';
import { inChild } from './in-child.js';

const MINUTE = 60_000;

describe('a million synchronous items through chain, split, batch, unbatch and merge', () => {
  it(
    'neither overflow the stack nor hold the event loop',
    async () => {
      const { seen, total, p99, samples } = await inChild<Record<string, number>>('a-million.mjs');
      expect(seen).toBe(1_000_000);
      expect(total).toBe((1_000_000 * 1_000_001) / 2);
      expect(samples).toBeGreaterThan(5);
      expect(p99).toBeLessThan(40);
    },
    MINUTE,
  );
});

describe('a synchronous task that takes 5 ms an item', () => {
  it(
    'lets others have their turn between items',
    async () => {
      const { seen, max } = await inChild<Record<string, number>>('slow-items.mjs');
      expect(seen).toBe(150);
      expect(max).toBeLessThan(80); // a full queue of them in one go would be 320
    },
    MINUTE,
  );
});
