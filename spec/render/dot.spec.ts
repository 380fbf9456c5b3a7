import { describe, expect, it } from '@jest/globals';
import {
  filter,
  map,
  merge,
  Pipeline,
  processes,
  sink,
  split,
  task,
  tee,
  threads,
  toDot,
  queue,
  shutdown,
} from '../../lib/index.js';
import { outline, readBack } from './read-back.js';

const double = (n: number): number => n * 2;
const isEven = (n: number): boolean => n % 2 === 0;

/** numbers -> double -> (doubled) -> Filter(isEven) -> queue 3 */
function doubled(): Pipeline {
  const pipeline = new Pipeline({ name: 'doubled' });
  const numbers = pipeline.queue({ name: 'numbers', from: [1, 2] });
  filter(isEven, map(double, numbers, { name: 'doubled' }));
  return pipeline;
}

describe('toDot', () => {
  it('labels an edge with the name its queue was given', () => {
    expect(outline(doubled().toDot()).edges).toEqual([
      'numbers -> double',
      'double -doubled-> Filter(isEven)',
      'Filter(isEven) -> queue 3',
    ]);
  });

  it('draws named queues as nodes when asked to', () => {
    expect(outline(doubled().toDot({ queues: 'named' })).nodes).toEqual([
      'numbers',
      'double',
      'doubled',
      'Filter(isEven)',
      'queue 3',
    ]);
  });

  it('draws all queues as nodes when asked to', () => {
    const pipeline = new Pipeline();
    map(double, map(double, pipeline.queue<number>()));
    expect(outline(pipeline.toDot({ queues: 'all' }))).toEqual({
      nodes: ['queue 1', 'double', 'queue 2', 'double', 'queue 3'],
      edges: ['queue 1 -> double', 'double -> queue 2', 'queue 2 -> double', 'double -> queue 3'],
    });
  });

  it('draws in the direction asked for', () => {
    expect(readBack(doubled().toDot({ direction: 'TB' })).graph).toMatchObject({ rankdir: 'TB' });
  });

  it('draws only what its roots lead to', () => {
    const pipeline = new Pipeline();
    const [a, b] = tee(pipeline.queue<number>({ name: 'numbers' }), 2);
    const results = map(double, a.named('left'));
    merge([results, map(double, b)], { name: 'all' });
    expect(outline(pipeline.toDot({ root: a }))).toEqual({
      nodes: ['left', 'double', 'Merge', 'all'],
      edges: ['left -> double', 'double -> Merge', 'Merge -> all'],
    });
    expect(outline(pipeline.toDot({ root: [results, b] })).nodes).toEqual([
      'queue 3',
      'queue 4',
      'double',
      'Merge',
      'all',
    ]);
  });

  it('keeps nodes with one label apart, and edges that run side by side', () => {
    const pipeline = new Pipeline();
    merge(split(isEven, pipeline.queue<number>({ name: 'in' })), { name: 'out' });
    expect(outline(pipeline.toDot()).edges).toEqual([
      'in -> Split(isEven)',
      'Split(isEven) -true-> Merge',
      'Split(isEven) -false-> Merge',
      'Merge -> out',
    ]);
  });

  it('tells where tasks run, and how many calls at a time, where that was given', () => {
    const pipeline = new Pipeline();
    const here = new URL(import.meta.url);
    const onThread = threads<{ work: (n: number) => number }>(here, { concurrency: 1 }).work;
    const onThreads = threads<{ open: (n: number) => number }>(here).open;
    const onProcesses = processes<{ work: (n: number) => number }>(here, { concurrency: 3 }).work;
    const [a, b, c, d] = tee(pipeline.queue<number>({ name: 'in' }), 4);
    sink(onThread, a);
    sink(onProcesses, b);
    sink(task(double, { concurrency: 4 }), c);
    sink(onThreads, d);
    const { nodes } = outline(pipeline.toDot());
    expect(nodes).toContain(String.raw`work\nthreads × 1`);
    expect(nodes).toContain(String.raw`open\nthreads`);
    expect(nodes).toContain(String.raw`work\nprocesses × 3`);
    expect(nodes).toContain(String.raw`double\n× 4`);
  });

  it('hangs failures on dashed red edges', () => {
    const pipeline = new Pipeline();
    const numbers = pipeline.queue<number>({ name: 'numbers' });
    const failures = pipeline.queue<any>({ name: 'failures' });
    map(task(double, { onError: failures }), numbers, { name: 'doubled' });
    const failed = readBack(pipeline.toDot()).edges.find(({ to }) => to === 'failures')!;
    expect(failed).toMatchObject({ from: 'double', style: 'dashed', color: '#b2182b', class: 'failure' });
    expect(readBack(pipeline.toDot()).edges.filter(({ style }) => style === 'dashed')).toHaveLength(1);
  });

  it('draws a failure queue that is mended as one dashed edge', () => {
    const pipeline = new Pipeline();
    const failures = pipeline.queue<any>();
    sink(task(double, { onError: failures }), pipeline.queue<number>({ name: 'numbers' }));
    sink(function mend() {}, failures);
    const { edges } = readBack(pipeline.toDot());
    expect(edges.find(({ to }) => to === 'mend')).toMatchObject({ from: 'double', style: 'dashed' });
  });

  it('gives the same text every time, and runs nothing', () => {
    const pipeline = doubled();
    expect(pipeline.toDot()).toBe(pipeline.toDot());
    expect(doubled().toDot()).toBe(pipeline.toDot());
    expect(pipeline.hasRun).toBe(false);
  });

  it('can be called for as long as a program runs', () => {
    const pipeline = new Pipeline();
    for (let i = 0; i < 500; i++) pipeline.queue();
    const draw = () => Array.from({ length: 60 }, () => pipeline.toDot());
    expect(draw).not.toThrow(); // more than 100,000 elements, where the writer stops counting
  });

  it('draws the default pipeline', async () => {
    queue({ name: 'alone' });
    expect(outline(toDot()).nodes).toEqual(['alone']);
    await shutdown();
    expect(outline(toDot()).nodes).toEqual([]);
  });

  it.each([
    [{ queues: 'some' }, /^toDot: expected `queues` to be 'ends', 'named', 'all', got `'some'`/],
    [{ direction: 'up' }, /^toDot: expected `direction` to be 'LR', 'TB', 'RL', 'BT', got `'up'`/],
    [{ root: 'numbers' }, /^toDot: expected `root` to be a Queue, or an array of them/],
    [{ snapshot: {} }, /^toDot: expected `snapshot` to be a snapshot or a report of a run/],
    [{ color: true }, /^toDot: there is no option `color`/],
    [
      { root: new Pipeline({ name: 'other' }).queue({ name: 'far' }) },
      /^toDot: queue "far" is of pipeline "other", not of "doubled"/,
    ],
  ])('refuses %p', (options, message) => {
    expect(() => doubled().toDot(options as never)).toThrow(message);
  });
});
