import { describe, expect, it } from '@jest/globals';
import { Pipeline, unbatch } from '../../lib/index.js';
import { fate } from './scene.js';

const notAnObject = { name: 'TypeError', message: expect.stringContaining('object') };

describe('an iterator that gives something else than a result', () => {
  it.each<[string, any]>([
    ['at once', { [Symbol.iterator]: () => ({ next: () => undefined }) }],
    ['later', { [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve(undefined) }) }],
  ])('fails the run as a source: %s', async (_, from) => {
    const pipeline = new Pipeline();
    pipeline.queue({ from });
    expect(await fate(pipeline.run())).toMatchObject({
      error: { code: 'source-failed', cause: notAnObject },
    });
  });

  it('fails the run in unbatch', async () => {
    const pipeline = new Pipeline();
    const broken: any = { [Symbol.iterator]: () => ({ next: () => undefined }) };
    unbatch(pipeline.queue({ from: [broken] }));
    expect(await fate(pipeline.run())).toMatchObject({ error: { code: 'op-failed', cause: notAnObject } });
  });
});
