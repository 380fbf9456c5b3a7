import { availableParallelism } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { chain, map, Pipeline, threads, type Snapshot } from 'skorche';

const WORK = new URL('../../fixtures/stations.mjs', import.meta.url);

describe('three tasks on worker threads, the middle one eight times as slow', () => {
  it('are told apart while they run: shares, latency, verdict', async () => {
    const { quick, slow, quickToo } = threads<Record<string, (n: number) => number>>(WORK, {
      concurrency: 1,
    });
    const pipeline = new Pipeline();
    const numbers = Array.from({ length: 200 }, (_, n) => n);
    const inputs = pipeline.queue({ from: numbers, capacity: 8 });
    const between = pipeline.queue<number>({ name: 'between', capacity: 8 });
    const outputs = chain([slow!, quickToo!], chain([quick!], inputs, { out: between }));
    outputs.subscribe();
    const run = pipeline.run({ threads: 2 });
    const seen: Snapshot[] = [];
    run.snapshots$.subscribe((snapshot) => seen.push(snapshot));
    await run;
    const late = seen.at(-2)!;
    const [before, middle, after] = late.nodes.filter(({ kind }) => kind === 'task');
    expect(late.verdict.bottleneck).toBe(middle!.id);
    expect(late.verdict.sentence).toMatch(
      /^bottleneck: slow, \d+ % busy on 1 of 2 workers; quick is blocked/,
    );
    expect(middle!.busy).toBeGreaterThan(0.8);
    expect(before!.blocked).toBeGreaterThan(0.3);
    expect(after!.starved).toBeGreaterThan(0.3);
    expect(middle!.latency.p50).toBeGreaterThan(8 * 0.8);
    expect(middle!.latency.p50).toBeGreaterThan(3 * before!.latency.p50);
  });

  it('name the machine when every core is busy; or the workers, where other programs take the cores', async () => {
    const { slow } = threads<Record<string, (n: number) => number>>(WORK);
    const pipeline = new Pipeline();
    chain([slow!], pipeline.queue({ from: Array.from({ length: 200 }, (_, n) => n) })).subscribe();
    const { verdict } = await pipeline.run();
    expect(verdict.sentence).toMatch(
      /^bottleneck: (the machine, every core is busy|slow, \d+ % busy on \d+ of \d+ workers).*; only less work or more machines would help$/,
    );
  });

  it('are told to have more threads, where one does the work of two', async () => {
    const { slow } = threads<Record<string, (n: number) => number>>(WORK);
    const pipeline = new Pipeline();
    const numbers = pipeline.queue({ from: Array.from({ length: 60 }, (_, n) => n) });
    map(slow!, numbers, { concurrency: 2 }).subscribe();
    const { verdict } = await pipeline.run({ threads: 1 });
    const cores = availableParallelism();
    const more = cores > 1 ? `run({ threads: ${cores} }) would give up to` : 'only less work';
    expect(verdict.sentence).toContain(more);
  });

  it('are named by the one that takes most of threads that have no time left', async () => {
    const { sleeping, sleepingToo } = threads<Record<string, (n: number) => Promise<number>>>(WORK);
    const pipeline = new Pipeline();
    const numbers = pipeline.queue({ from: Array.from({ length: 100 }, (_, n) => n) });
    chain([sleeping!, sleepingToo!], numbers).subscribe();
    const { verdict, nodes } = await pipeline.run({ threads: 2 });
    expect(verdict.sentence).toMatch(
      /^bottleneck: the 2 threads, \d+ % busy, of which \w+ takes \d+ %; .*they wait \d+ % of that: raising the concurrency of \w+ to 4 would/,
    );
    expect(nodes.map(({ id }) => id)).toContain(verdict.bottleneck);
  });

  it('are told apart in the traces of single items', async () => {
    const { quick, slow } = threads<Record<string, (n: number) => number>>(WORK);
    const pipeline = new Pipeline();
    chain([quick!, slow!], pipeline.queue({ from: [1, 2, 3, 4] })).subscribe();
    const { traces } = await pipeline.run({ trace: 2 });
    expect(traces.map(({ number }) => number)).toEqual([1, 3]);
    for (const { steps } of traces) {
      expect(steps.map(({ label, fate, attempts }) => [label, fate, attempts])).toEqual([
        ['quick', 'out', 1],
        ['slow', 'out', 1],
      ]);
      expect(steps[0]!.working).toBeGreaterThanOrEqual(1);
      expect(steps[1]!.working).toBeGreaterThanOrEqual(8);
      for (const { entered, waiting, working, left } of steps)
        expect(entered + waiting + working).toBeLessThanOrEqual(left + 0.1);
    }
  });
});
