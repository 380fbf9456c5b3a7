import { describe, expect, it } from '@jest/globals';
import { map, Pipeline } from '../../../lib/index.js';
import { Gate, turns } from '../../run/settling/scene.js';

// An item that a source was asked for before the stop, and gave after it, could be lost without being counted.

describe('an item that a source gives after the run was stopped', () => {
  it('is read and discarded, in the books too', async () => {
    const pipeline = new Pipeline();
    const [source, task] = [new Gate(), new Gate()];
    let given = 0;
    async function* items(): AsyncGenerator<number> {
      yield given++;
      await source.opened;
      yield given++;
    }
    const output = map((n) => task.opened.then(() => n), pipeline.queue({ from: items() }));
    const run = pipeline.run();
    await turns(2);
    const stopped = run.stop();
    await turns(1);
    source.open();
    await turns(1);
    task.open();
    const { nodes } = await stopped;
    expect(output.flush()).toEqual([0]);
    expect(given).toBe(2);
    expect(nodes[0]).toMatchObject({ in: given, out: 1, discarded: 1 });
  });
});
