import { describe, expect, it } from '@jest/globals';
import { sink, threads } from '../../lib/index.js';
import { virtually } from '../../lib/testing/index.js';

const module = new URL('../fixtures/testing/tasks.mjs', import.meta.url);

describe('what a report tells of workers', () => {
  it('counts all that died, and has how the last hundred ended', async () => {
    await virtually(async ({ calls, pipeline, run }) => {
      const { double } = threads<{ double(n: number): number }>(module);
      calls(double, () => 'die');
      sink(double, pipeline.queue({ from: Array(60).keys() }), { onError: 'skip' });
      const { workers } = await run({ threads: 2 });
      expect(workers).toEqual([
        {
          kind: 'threads',
          started: 122,
          died: 120,
          deaths: Array.from({ length: 100 }, () => ({ cause: 'it died, as was planned' })),
        },
      ]);
    });
  });

  it('is nothing where all ran on this thread', async () => {
    await virtually(async ({ pipeline, run }) => {
      sink((n: number) => n, pipeline.queue({ from: [1] }));
      expect((await run()).workers).toEqual([]);
    });
  });
});
