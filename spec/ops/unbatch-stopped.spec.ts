import { describe, expect, it } from '@jest/globals';
import { Pipeline, sink, unbatch } from '../../lib/index.js';
import { begin } from '../../lib/run/run.js';
import { TurnClock } from '../properties/turn-clock.js';
import { turns } from '../run/settling/scene.js';

/** A run of `iterables` that is stopped when some of their items have come. Its milliseconds are turns. */
async function stopped(iterables: Iterable<number>[]): Promise<{ seen: number[]; node: unknown }> {
  const pipeline = new Pipeline();
  const seen: number[] = [];
  sink(
    async (n: number) => {
      await turns(1);
      seen.push(n);
    },
    unbatch(pipeline.queue({ from: iterables })),
  );
  const run = begin(pipeline.graph, false, {}, new TurnClock());
  await turns(20);
  const { nodes } = await run.stop();
  return { seen, node: nodes.find(({ label }) => label === 'Unbatch') };
}

function* upTo(most: number): Generator<number> {
  for (let n = 0; n < most; n++) yield n;
}

describe('unbatch in a run that is stopped', () => {
  it('ends what is endless, closes it, and counts it as discarded', async () => {
    let isClosed = false;
    function* endless(): Generator<number> {
      try {
        for (let n = 0; ; n++) yield n;
      } finally {
        isClosed = true;
      }
    }
    const { seen, node } = await stopped([endless()]);
    expect(seen).toEqual(seen.map((_, i) => i));
    expect(node).toMatchObject({ in: 1, out: seen.length, discarded: 1 });
    expect(isClosed).toBe(true);
  });

  it('reads to its end what comes to one', async () => {
    const { seen, node } = await stopped([upTo(200), upTo(100)]);
    expect(seen).toHaveLength(300);
    expect(node).toMatchObject({ in: 2, out: 300, discarded: 0 });
  });

  it('reads an array to its end, however long that takes', async () => {
    const { seen, node } = await stopped([Array.from({ length: 2500 }, (_, n) => n)]);
    expect(seen).toHaveLength(2500);
    expect(node).toMatchObject({ in: 1, out: 2500, discarded: 0 });
  });
});
