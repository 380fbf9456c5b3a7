import { describe, expect, it } from '@jest/globals';
import { map, Pipeline, sink, task, tee } from '../../../lib/index.js';

interface Slice {
  readonly name: string;
  readonly ph: string;
  readonly tid: number;
  readonly ts: number;
  readonly dur: number;
  readonly args: Readonly<Record<string, unknown>>;
}

const wait = (ms: number): Promise<number> => new Promise((done) => setTimeout(done, ms, ms));

async function traced(): Promise<Slice[]> {
  const pipeline = new Pipeline({ name: 'demo' });
  const [a, b] = tee(pipeline.queue({ name: 'inputs', from: [3, 4] }), 2);
  sink(task(wait, { name: 'a' }), map(task(wait, { name: 'before a' }), a));
  sink(task(wait, { name: 'b' }), b);
  const report = await pipeline.run({ trace: 1 });
  return (JSON.parse(report.toChromeTrace()) as { traceEvents: Slice[] }).traceEvents;
}

describe('toChromeTrace', () => {
  it('names the pipeline, and a row for each item and each copy of it', async () => {
    const names = (await traced())
      .filter(({ ph }) => ph === 'M')
      .map(({ name, args }) => [name, args['name']]);
    expect(names).toEqual([
      ['process_name', 'demo'],
      ['thread_name', 'inputs: item 1'],
      ['thread_name', 'inputs: item 1, copy 2'],
      ['thread_name', 'inputs: item 2'],
      ['thread_name', 'inputs: item 2, copy 2'],
    ]);
  });

  it('has slices that never overlap within a row, in microseconds', async () => {
    const slices = (await traced()).filter(({ ph }) => ph === 'X');
    for (const tid of new Set(slices.map((slice) => slice.tid))) {
      let now = 0;
      for (const { ts, dur } of slices.filter((slice) => slice.tid === tid).toSorted((x, y) => x.ts - y.ts)) {
        expect(ts).toBeGreaterThanOrEqual(now - 0.001);
        expect(dur).toBeGreaterThanOrEqual(0);
        now = ts + dur;
      }
    }
    const worked = slices.filter(({ name }) => name === 'b');
    expect(worked).toHaveLength(2);
    for (const { dur } of worked) expect(dur).toBeGreaterThan(2000);
  });

  it('tells where, and what became of the item', async () => {
    const slice = (await traced()).find(({ name }) => name === 'before a')!;
    expect(slice.args).toMatchObject({ attempts: 1, fate: 'out' });
    expect(slice.args).toHaveProperty('node');
    expect(slice.args).toHaveProperty('queue');
  });

  it('is empty of a run that was not traced', async () => {
    const pipeline = new Pipeline({ name: 'plain' });
    sink(wait, pipeline.queue({ from: [1] }));
    const { traceEvents } = JSON.parse((await pipeline.run()).toChromeTrace());
    expect(traceEvents).toHaveLength(1);
  });

  it('leaves a report that can be cloned and serialised', async () => {
    const pipeline = new Pipeline();
    sink(wait, pipeline.queue({ from: [1] }));
    const report = await pipeline.run({ trace: 1 });
    expect(structuredClone(report)).toEqual(JSON.parse(JSON.stringify(report)));
  });
});
