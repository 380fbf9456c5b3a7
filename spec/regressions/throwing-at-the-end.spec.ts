import { describe, expect, it } from '@jest/globals';
import { Observable, type Subscription } from 'rxjs';
import { map, Pipeline, type Queue, type Run } from '../../lib/index.js';
import { flowOf, passDemand } from '../../lib/ops/passage.js';
import type { Site, Stage } from '../../lib/flow/stage.js';
import { declare } from '../../lib/ops/declare.js';
import { fate, turns } from '../run/settling/scene.js';

// What throws when it is closed kept a run from ever settling.

const fails = (): never => {
  throw new Error('will not close');
};

/** Ways to end a run, and how it has ended then. */
const ends: Record<string, { end: (run: Run, reader: Subscription) => unknown; outcome: object }> = {
  'run.stop()': { end: (run) => run.stop(), outcome: { value: { stopped: true } } },
  'run.abort()': { end: (run) => run.abort('enough'), outcome: { error: 'enough' } },
  'the last reader leaving': {
    end: (_, reader) => reader.unsubscribe(),
    outcome: { value: { stopped: true } },
  },
};

/** Runs a queue into an output with one reader, has it ended, and tells how. */
async function endOf(input: (pipeline: Pipeline) => Queue<number>, how: string): Promise<unknown> {
  const pipeline = new Pipeline();
  const output = map((n) => n, input(pipeline));
  const reader = output.subscribe();
  const run = pipeline.run();
  await turns(2);
  ends[how]!.end(run, reader);
  return fate(run);
}

/** An op that passes items on, and throws at one of its turns. */
function withOp(stage: Stage): (pipeline: Pipeline) => Queue<number> {
  const build = (site: Site): Stage => {
    passDemand(site);
    flowOf(site.inputs[0]!).subscribe(site.outputs[0]!);
    return stage;
  };
  return (pipeline) => {
    const inputs = [pipeline.queue<number>()];
    const [output] = declare({
      verb: 'broken',
      node: { label: 'Broken', gives: 'one for one', build },
      inputs,
      outputs: [{}],
    });
    return output as Queue<number>;
  };
}

describe('an Observable whose teardown throws', () => {
  const from = new Observable<number>((subscriber) => {
    subscriber.next(1);
    return fails;
  });

  it.each(Object.keys(ends))('leaves the run to end as it would have, by %s', async (how) => {
    expect(await endOf((pipeline) => pipeline.queue({ from }), how)).toMatchObject(ends[how]!.outcome);
  });

  it('leaves the run to complete, when it has completed itself', async () => {
    const pipeline = new Pipeline();
    const atOnce = new Observable<number>((subscriber) => {
      subscriber.next(1);
      subscriber.complete();
      return fails;
    });
    const output = pipeline.queue({ from: atOnce });
    expect(await fate(pipeline.run())).toMatchObject({ value: { stopped: false } });
    expect(output.flush()).toEqual([1]);
  });
});

describe('an Observable that throws when it is subscribed to', () => {
  it('fails the run as a source', async () => {
    const pipeline = new Pipeline();
    class Broken extends Observable<number> {
      override subscribe = fails;
    }
    pipeline.queue({ from: new Broken(), name: 'inputs' });
    expect(await fate(pipeline.run())).toMatchObject({
      error: { code: 'source-failed', message: expect.stringContaining('"inputs"') },
    });
  });
});

describe('a node that throws', () => {
  it.each(Object.keys(ends))('when it is stopped or abandoned lets the run end, by %s', async (how) => {
    expect(await endOf(withOp({ stop: fails, abandon: fails }), how)).toMatchObject(ends[how]!.outcome);
  });

  it('later lets the run end, and is told to nobody', async () => {
    expect(await endOf(withOp({ abandon: async () => fails() }), 'run.abort()')).toEqual({ error: 'enough' });
  });

  it('when it begins fails the run', async () => {
    const pipeline = new Pipeline();
    withOp({ start: fails })(pipeline);
    expect(await fate(pipeline.run())).toMatchObject({
      error: { code: 'source-failed', cause: { message: 'will not close' } },
    });
  });
});
