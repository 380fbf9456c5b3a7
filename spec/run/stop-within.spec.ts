import { describe, expect, it } from '@jest/globals';
import { map, Pipeline, type Run } from '../../lib/index.js';
import { begin } from '../../lib/run/run.js';
import { TurnClock } from '../properties/turn-clock.js';
import { Gate, turns } from './settling/scene.js';

/** A run at work on an item, whose milliseconds are turns of the event loop. */
function atWork(): { run: Run; gate: Gate; clock: TurnClock; flush: () => unknown[] } {
  const pipeline = new Pipeline();
  const [gate, clock] = [new Gate(), new TurnClock()];
  const output = map((n) => gate.opened.then(() => n), pipeline.queue({ from: [1] }));
  return { run: begin(pipeline.graph, false, {}, clock), gate, clock, flush: () => output.flush() };
}

describe('stop({ within })', () => {
  it('resolves, and leaves no timer, when all that is in is worked off in time', async () => {
    const { run, gate, clock, flush } = atWork();
    await turns(3);
    const stopped = run.stop({ within: 100 });
    await turns(3);
    gate.open();
    expect((await stopped).stopped).toBe(true);
    expect(flush()).toEqual([1]);
    expect(clock.pending).toBe(0);
  });

  it('aborts what is not worked off in time', async () => {
    const { run } = atWork();
    await turns(3);
    const error = await run.stop({ within: 5 }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      name: 'AbortError',
      message: 'stop: not everything that was in was worked off within 5 ms',
    });
    expect(run.snapshot().nodes.map(({ discarded }) => discarded)).toEqual([0, 1]);
  });

  it('may be asked for when the run is being stopped already: the shortest time counts', async () => {
    const { run } = atWork();
    await turns(3);
    run.stop().catch(() => {});
    run.stop({ within: 1_000_000 }).catch(() => {});
    await expect(run.stop({ within: 0 })).rejects.toMatchObject({ name: 'AbortError' });
  });

  it.each([-1, Number.NaN, '5', {}])('refuses %p', async (within) => {
    const { run, gate } = atWork();
    expect(() => run.stop({ within: within as number })).toThrow(
      expect.objectContaining({ code: 'invalid-argument' }),
    );
    gate.open();
    expect((await run).stopped).toBe(false);
  });
});
