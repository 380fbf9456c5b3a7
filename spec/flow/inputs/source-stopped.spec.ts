import { describe, expect, it } from '@jest/globals';
import { map, Pipeline } from '../../../lib/index.js';
import { begin } from '../../../lib/run/run.js';
import { TurnClock } from '../../properties/turn-clock.js';
import { Gate, turns } from '../../run/settling/scene.js';

/** Two items, the second of which comes when it is told to; and a task that takes until it is told. */
function scene() {
  const pipeline = new Pipeline();
  const [source, task] = [new Gate(), new Gate()];
  const log: string[] = [];
  async function* items(): AsyncGenerator<number> {
    try {
      yield 0;
      await source.opened;
      yield 1;
    } finally {
      log.push('closed');
    }
  }
  const output = map((n) => task.opened.then(() => n), pipeline.queue({ from: items() }));
  const run = begin(pipeline.graph, false, {}, new TurnClock());
  return { run, output, source, task, log };
}

describe('an item that a source was asked for before the run was stopped', () => {
  it('is worked off when it comes', async () => {
    const { run, output, source, task, log } = scene();
    await turns(2);
    const stopped = run.stop().then(({ nodes }) => (log.push('ended'), nodes));
    await turns(1);
    source.open();
    await turns(1);
    task.open();
    expect((await stopped)[0]).toMatchObject({ in: 2, out: 2, discarded: 0 });
    expect(output.flush()).toEqual([0, 1]);
    expect(log).toEqual(['closed', 'ended']);
  });

  it('is worked off when nothing else is left to do', async () => {
    const { run, output, source, task } = scene();
    task.open();
    await turns(2);
    const stopped = run.stop();
    await turns(10);
    source.open();
    expect((await stopped).nodes[0]).toMatchObject({ in: 2, out: 2 });
    expect(output.flush()).toEqual([0, 1]);
  });

  it('is waited for two seconds where it never comes, its `finally` included', async () => {
    const { run, task } = scene();
    task.open();
    await turns(2);
    let isOver = false;
    void run.stop().then(() => (isOver = true));
    await turns(2_100);
    expect(isOver).toBe(true);
  });

  it('is discarded, and counted, when it comes more than two seconds later', async () => {
    const { run, output, source, task } = scene();
    await turns(2);
    const stopped = run.stop();
    await turns(2_010);
    source.open();
    await turns(1);
    task.open();
    expect((await stopped).nodes[0]).toMatchObject({ in: 2, out: 1, discarded: 1 });
    expect(output.flush()).toEqual([0]);
  });

  it('does not keep a run from ending when it never comes', async () => {
    const { run, output, task, log } = scene();
    task.open();
    await turns(2);
    expect((await run.stop()).nodes[0]).toMatchObject({ in: 1, out: 1 });
    expect([output.flush(), log]).toEqual([[0], []]);
  });

  it('is let go of when the run is aborted, which waits for its finally all the same', async () => {
    const { run, source, log } = scene();
    await turns(2);
    run.abort('enough');
    const ended = run.catch((reason: unknown) => log.push(`ended: ${reason}`));
    await turns(10);
    source.open();
    await ended;
    expect(log).toEqual(['closed', 'ended: enough']);
  });
});
