import { describe, expect, it } from '@jest/globals';
import { map, Pipeline } from 'skorche';
import { outcome, tasks } from '../workers/kinds.js';

const { buffers, cached } = tasks<'buffers' | 'cached'>('threads', 'buffers.mjs');

/** Has the one thread make a result, then asks it what is left there of its memory. */
async function made(make: string): Promise<{ result: any; left: number[] }> {
  const pipeline = new Pipeline();
  const inputs = pipeline.queue<object>();
  const results = map(buffers, inputs)[Symbol.asyncIterator]();
  const run = pipeline.run({ threads: 1 });
  await inputs.put({ make });
  const result = (await results.next()).value;
  await inputs.put({ left: make });
  const left = (await results.next()).value;
  inputs.close();
  await results.next();
  await run;
  return { result, left };
}

describe('memory of results from threads', () => {
  it.each([
    ['buffer', 64],
    ['array', 64],
    ['view', 8],
  ])('is moved when the result owns it: %s', async (make, size) => {
    const { result, left } = await made(make);
    expect(result.byteLength).toBe(size);
    expect(left).toEqual([0]);
  });

  it('is moved from deep inside a result', async () => {
    const { result, left } = await made('nested');
    expect([result.frames[0].byteLength, result.index.get('a').byteLength]).toEqual([16, 8]);
    expect(left).toEqual([0, 0]);
  });

  it('stays when others share it: a pooled Buffer', async () => {
    const { result, left } = await made('pooled');
    expect(Buffer.from(result).toString()).toBe('pooled');
    expect(left).toEqual([Buffer.poolSize]);
  });

  it.each([
    ['part', 64],
    ['wasm', 65_536],
  ])('stays when it is more than the result, or cannot be moved: %s', async (make, size) => {
    const { result, left } = await made(make);
    expect(result.byteLength).toBe(make === 'part' ? 8 : size);
    expect(left).toEqual([size]);
  });

  it('can be given away once: the item of a second time fails', async () => {
    const { error, results } = await outcome(cached, [1, 2, 3, 4], {}, { threads: 1 });
    expect(results).toHaveLength(1);
    expect(Array.from(results[0])).toEqual([7, 7, 7, 7]);
    expect(error).toMatchObject({ code: 'not-cloneable', item: 2 });
    expect(error!.message).toMatch(/detached/);
  });
});
