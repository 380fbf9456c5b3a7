import { describe, expect, it } from '@jest/globals';
import { map, Pipeline, sink } from 'skorche';
import * as other from '../../lib/index.js';

describe('two copies of the package in one program', () => {
  it('run a task of the other one where it says', async () => {
    const { same } = other.threads<Record<string, (n: number) => number>>(
      new URL('../fixtures/workers/values.mjs', import.meta.url),
    );
    const pipeline = new Pipeline();
    sink(same!, pipeline.queue({ from: [1] }));
    const { workers } = await pipeline.run({ threads: 1 });
    expect(workers).toMatchObject([{ kind: 'threads', started: 1 }]);
  });

  it('refuse the queues of the other one, and say why', () => {
    const queue = new other.Pipeline().queue<number>({ name: 'numbers' });
    expect(() => map((n) => n, queue as never)).toThrow(
      'map: expected `queue` to be a Queue of this copy of skorche (two are installed), got `Queue "numbers"` (object)',
    );
  });
});
