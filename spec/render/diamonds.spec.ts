import { describe, expect, it } from '@jest/globals';
import { merge, Pipeline, split } from '../../lib/index.js';

describe('forty stacked diamonds', () => {
  it('are declared, checked, drawn and run in under 1.5 s', async () => {
    const begun = performance.now();
    const pipeline = new Pipeline({ name: 'diamonds' });
    let items = pipeline.queue({ name: 'numbers', from: [1, 2, 3] });
    for (let i = 0; i < 40; i++) items = merge(split((n) => n % 2 === 0, items));
    expect(pipeline.check()).toEqual([]);
    const svg = await pipeline.toSvg();
    await pipeline.run();
    expect(performance.now() - begun).toBeLessThan(1500);
    expect(svg.match(/class="node op"/g)).toHaveLength(80);
    expect(items.flush().toSorted()).toEqual([1, 2, 3]);
  });
});
