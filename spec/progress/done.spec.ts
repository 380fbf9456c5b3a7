import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { batch, filter, map, merge, Pipeline, sink, split, tee, unbatch } from '../../lib/index.js';
import { Progress, showProgress } from '../../lib/progress/index.js';

type Begun = ReturnType<Pipeline['run']>;

/** What each node has finished with, by its label, as a line tells it. */
function doneBy(pipeline: Pipeline, run: Begun): Record<string, number> {
  const [, ...nodes] = new Progress(pipeline.graph).line(run.snapshot()).split('; ');
  const told = nodes.map((part) => /^(.+?) (\d+)(?: of \d+)?, /.exec(part)!);
  return Object.fromEntries(told.map(([, label, done]) => [label!, Number(done)]));
}

/** A promise, and what resolves it. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

/** The numbers from 1. */
function upTo(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i + 1);
}

function f(n: number): number {
  if (n === 21) throw new Error('no');
  return n;
}

/** A run of 40 items whose 11th stays in hand until `through` resolves, begun up to there. */
async function held(through: Promise<void>): Promise<{ pipeline: Pipeline; run: Begun }> {
  const pipeline = new Pipeline();
  const reached = gate();
  sink(
    async function work(n) {
      if (n !== 11) return;
      reached.open();
      await through;
    },
    pipeline.queue({ name: 'in', from: upTo(40) }),
  );
  const run = pipeline.run();
  await reached.opened;
  return { pipeline, run };
}

describe('what a node has finished with', () => {
  it('is what it gave and what it failed on, not what a failure discards', async () => {
    const pipeline = new Pipeline();
    const stream = new PassThrough({ encoding: 'utf8' });
    map(f, pipeline.queue({ name: 'in', from: upTo(40) }));
    const run = pipeline.run();
    showProgress(run, pipeline, { stream });
    await expect(run).rejects.toThrow('no');
    const last = run.snapshot().nodes.find(({ label }) => label === 'f');
    expect(last).toMatchObject({ in: 40, out: 20, failed: 1, discarded: 19 });
    expect(stream.read()).toMatch(/ ended; in 40 of 40, [^;]+; f 21 of 40, [^;]+, 1 failed\n$/);
  });

  it('is not what it has in hand, nor what an abort discards', async () => {
    const { opened, open } = gate();
    const { pipeline, run } = await held(opened);
    expect(doneBy(pipeline, run)).toEqual({ in: 40, work: 10 });
    run.abort(new Error('enough'));
    open();
    await expect(run).rejects.toThrow('enough');
    expect(run.snapshot().nodes[1]).toMatchObject({ in: 40, discarded: 30 });
    expect(doneBy(pipeline, run)).toEqual({ in: 40, work: 10 });
  });

  it('is everything that was in when it was stopped', async () => {
    const { opened, open } = gate();
    const { pipeline, run } = await held(opened);
    const stopping = run.stop();
    open();
    await stopping;
    expect(doneBy(pipeline, run)).toEqual({ in: 40, work: 40 });
  });

  it('is all that it took, of every op, when a run completes', async () => {
    const pipeline = new Pipeline();
    const [a, b] = tee(pipeline.queue({ name: 'in', from: upTo(7) }), 2);
    const [odd, even] = split(function isOdd(n) {
      return n % 2 === 1;
    }, a);
    const few = filter(function isFew(n) {
      return n < 3;
    }, b);
    sink(function store() {}, unbatch(batch(merge([odd, even, few]), 4)));
    const run = pipeline.run();
    const { nodes } = await run;
    expect(doneBy(pipeline, run)).toEqual(Object.fromEntries(nodes.map((node) => [node.label, node.in])));
    expect(doneBy(pipeline, run)).toMatchObject({
      Tee: 7,
      'Split(isOdd)': 7,
      'Filter(isFew)': 7,
      Merge: 9,
      'Batch(size=4)': 9,
      Unbatch: 3,
      store: 9,
    });
  });

  it('is of a batch what went out in batches, of an unbatch what was taken apart', async () => {
    const pipeline = new Pipeline();
    const never = new Promise<void>(() => {});
    const [read, blocked] = [gate(), gate()];
    async function* tenAndMore(): AsyncGenerator<number> {
      yield* upTo(10);
      read.open();
      await never;
    }
    batch(pipeline.queue({ name: 'ten', from: tenAndMore() }), 4);
    const arrays = pipeline.queue({ name: 'arrays', from: upTo(10).map((n) => Array<number>(n).fill(n)) });
    sink(
      function work(n) {
        if (n < 4) return;
        blocked.open();
        return never;
      },
      unbatch(arrays, { out: pipeline.queue({ capacity: 2 }) }),
    );
    const run = pipeline.run();
    await Promise.all([read.opened, blocked.opened]);
    expect(doneBy(pipeline, run)).toMatchObject({ ten: 10, 'Batch(size=4)': 8, work: 6 });
    run.abort(new Error('enough'));
    await expect(run).rejects.toThrow('enough');
    const taken = Object.fromEntries(run.snapshot().nodes.map((node) => [node.label, node.in]));
    expect(taken).toMatchObject({ 'Batch(size=4)': 10, arrays: 10, Unbatch: 10 });
    expect(doneBy(pipeline, run)).toMatchObject({ ten: 10, 'Batch(size=4)': 8, Unbatch: 3, work: 6 });
  });

  it('ends what is known behind batches that may be sent before they are full', async () => {
    const pipeline = new Pipeline();
    const [full, timed, whatIsThere] = tee(pipeline.queue({ from: upTo(10) }), 3);
    sink(function afterFull() {}, batch(full, 4));
    sink(function afterTimed() {}, batch(timed, { size: 4, maxWait: 5 }));
    sink(function afterAny() {}, batch(whatIsThere, { size: 4, fill: false }));
    const run = pipeline.run();
    await run;
    const line = new Progress(pipeline.graph).line(run.snapshot());
    expect(line).toContain('Batch(size=4, maxWait=5) 10 of 10');
    expect(line).toContain('afterFull 3 of 3');
    expect(line).toMatch(/afterTimed \d,/);
    expect(line).toMatch(/afterAny \d,/);
  });

  it('is of a tee what its furthest output has, where nobody reads the other any more', async () => {
    const pipeline = new Pipeline();
    const [left, read] = tee(pipeline.queue({ name: 'in', from: upTo(300) }), 2);
    const leave = left.subscribe(() => leave.unsubscribe());
    sink(function store() {}, read);
    const run = pipeline.run();
    await run;
    expect(doneBy(pipeline, run)).toEqual({ in: 300, Tee: 300, store: 300 });
  });

  it('is not what a task did for nobody', async () => {
    const pipeline = new Pipeline();
    const [a, b] = tee(pipeline.queue({ name: 'in', from: upTo(300) }), 2);
    const left = map(function forNobody(n) {
      return n;
    }, a);
    const leave = left.subscribe(() => leave.unsubscribe());
    sink(function store() {}, b);
    const run = pipeline.run();
    await run;
    expect(doneBy(pipeline, run)).toMatchObject({ forNobody: 1, store: 300 });
  });
});
