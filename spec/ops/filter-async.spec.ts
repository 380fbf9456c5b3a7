import { describe, expect, it } from '@jest/globals';
import { filter, Pipeline } from '../../lib/index.js';
import { fate, turns } from '../run/settling/scene.js';

// A predicate that rejects failed the run twice over: the process got its rejection besides, unhandled.

const rejects: any = async () => {
  throw new Error('no');
};

describe('an async predicate that rejects', () => {
  it('fails the run, and no rejection goes unhandled', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): unknown => unhandled.push(reason);
    process.on('unhandledRejection', note);
    const pipeline = new Pipeline();
    filter(rejects, pipeline.queue({ from: [1] }));
    expect(await fate(pipeline.run())).toMatchObject({ error: { code: 'op-failed' } });
    await turns(2);
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });
});
