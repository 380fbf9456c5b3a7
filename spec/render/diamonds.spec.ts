import { describe, expect, it } from '@jest/globals';
import { merge, Pipeline, split } from '../../lib/index.js';

describe('forty stacked diamonds', () => {
  it('are declared, checked, drawn and run: whoever followed each of a million million paths would never end', async () => {
    const pipeline = new Pipeline({ name: 'diamonds' });
    let items = pipeline.queue({ name: 'numbers', from: [1, 2, 3] });
    for (let i = 0; i < 40; i++) items = merge(split((n) => n % 2 === 0, items));
    expect(pipeline.check()).toEqual([]);
    const svg = await pipeline.toSvg();
    await pipeline.run();
    expect(svg.match(/class="node op"/g)).toHaveLength(80);
    expect(items.flush().toSorted()).toEqual([1, 2, 3]);
  });
});
