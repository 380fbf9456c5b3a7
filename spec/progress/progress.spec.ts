import { describe, expect, it } from '@jest/globals';
import { batch, filter, map, merge, Pipeline, sink, task, tee, type Snapshot } from '../../lib/index.js';
import { columns, widthOf } from '../../lib/progress/columns.js';
import { expectedOf } from '../../lib/progress/expected.js';
import { Progress } from '../../lib/progress/progress.js';
import { inLine } from '../../lib/preview.js';
import { duration } from '../../lib/progress/words.js';

function* some(): Generator<number> {
  yield 1;
}

function odd(n: number): number {
  if (n % 2 === 0) throw new Error('even');
  return n;
}

describe('the number of items expected', () => {
  it('is known behind sources that know theirs, as far as one item makes one', () => {
    const pipeline = new Pipeline();
    const [a, b] = tee(pipeline.queue({ from: [1, 2, 3] }), 2);
    const more = pipeline.queue({ from: new Set([4, 5]) });
    const all = merge([map(Number, a), more]);
    sink(function store() {}, batch(all, 2));
    sink(function keep() {}, filter(Boolean, b));
    const expected = expectedOf(pipeline.graph, []);
    const byLabel = pipeline.graph.mapNodes((id, { label }) => [label, expected.get(id)]);
    expect(Object.fromEntries(byLabel)).toMatchObject({
      Tee: 3,
      Number: 3,
      Merge: 5,
      'Batch(size=2)': 5,
      store: 3,
      'Filter(Boolean)': 3,
      keep: undefined,
    });
  });

  it('is not known behind sources that have to be read', () => {
    const pipeline = new Pipeline();
    sink(Number, pipeline.queue({ from: some() }));
    expect(expectedOf(pipeline.graph, []).size).toBe(0);
  });

  it('leaves failures out', () => {
    const pipeline = new Pipeline();
    const failures = pipeline.queue<any>();
    sink(task(Number, { onError: failures }), pipeline.queue({ from: ['1'] }));
    sink(function mend() {}, failures);
    expect([...expectedOf(pipeline.graph, []).values()]).toEqual([1, 1]);
  });

  it('shrinks behind a task by what it has lost so far', async () => {
    const pipeline = new Pipeline();
    const kept = map(odd, pipeline.queue({ from: [1, 2, 3, 4, 5, 6] }), { onError: 'skip' });
    const [a, b] = tee(kept, 2);
    const failures = pipeline.queue<any>();
    sink(function store() {}, batch(a, 2));
    sink(
      function keep() {},
      map(
        function again(n) {
          return odd(n - 1);
        },
        b,
        { onError: failures },
      ),
    );
    sink(function mend() {}, failures);
    const { nodes } = await pipeline.run();
    const expected = expectedOf(pipeline.graph, nodes);
    const told = nodes.map(({ id, label, in: taken }) => [label, expected.get(id) ?? taken, taken]);
    expect(told).toEqual(nodes.map(({ label, in: taken }) => [label, taken, taken]));
    expect(told).toContainEqual(['Tee', 3, 3]);
    const known = nodes.filter(({ id }) => expected.has(id)).map(({ label }) => label);
    expect(known).toEqual(expect.arrayContaining(['odd', 'Tee', 'again', 'Batch(size=2)', 'store', 'keep']));
  });

  it('stays as it is beside an output that nobody reads any more', async () => {
    const pipeline = new Pipeline();
    const [left, read] = tee(pipeline.queue({ from: Array.from({ length: 300 }, (_, i) => i) }), 2);
    const leave = left.subscribe(() => leave.unsubscribe());
    sink(function store() {}, read);
    const { nodes } = await pipeline.run();
    expect(nodes.find(({ label }) => label === 'Tee')!.discarded).toBe(299);
    const expected = expectedOf(pipeline.graph, nodes);
    expect(expected.get(nodes.find(({ label }) => label === 'store')!.id)).toBe(300);
  });
});

describe('progress', () => {
  const pipeline = new Pipeline();
  sink(Number, pipeline.queue({ name: 'numbers', from: Array.from({ length: 10 }, (_, i) => i) }));
  const [input] = pipeline.graph.nodes();
  const work = pipeline.graph.nodes()[1]!;
  const counts = { failed: 0, skipped: 0, dropped: 0, discarded: 0, retried: 0, active: 0, concurrency: 1 };
  const snapshot = (at: number, done: number, waiting: number, failed = Math.min(1, done)): Snapshot =>
    ({
      at,
      nodes: [
        {
          ...counts,
          id: `source:${input}`,
          kind: 'source',
          label: 'numbers',
          in: done + waiting,
          out: done + waiting,
          rate: 4,
        },
        {
          ...counts,
          id: work,
          kind: 'task',
          label: 'Number',
          in: done + 1,
          out: done - failed,
          active: 1,
          failed,
          rate: 2,
        },
      ],
      queues: [{ id: input, name: 'numbers', in: 10, out: 4, waiting, peak: 6, capacity: 64 }],
    }) as unknown as Snapshot;

  it('has a bar, a count, a rate, what waits and what failed, for each node', () => {
    const progress = new Progress(pipeline.graph);
    expect(progress.lines(snapshot(2000, 4, 4))).toEqual([
      '2.0 s, about 3.0 s to go',
      'numbers  ████████████░░░░  80 %  8  4/s',
      'Number   ██████░░░░░░░░░░  40 %  4  2/s  4 waiting  1 failed',
    ]);
  });

  it('fits into one line as well', () => {
    const progress = new Progress(pipeline.graph);
    expect(progress.line(snapshot(2000, 4, 4))).toBe(
      '2.0 s, about 3.0 s to go; numbers 8 of 10, 4/s; Number 4 of 10, 2/s, 4 waiting, 1 failed',
    );
  });

  it('gives no estimate in its last line', () => {
    const progress = new Progress(pipeline.graph);
    expect(progress.lastLine(snapshot(2000, 4, 0))).toBe(
      '2.0 s, ended; numbers 4 of 10, 4/s; Number 4 of 10, 2/s, 1 failed',
    );
  });

  it('has nothing to go when what is missing was lost on the way', async () => {
    const lossy = new Pipeline();
    const numbers = lossy.queue({ name: 'numbers', from: [1, 2, 3, 4, 5, 6] });
    sink(function store() {}, map(odd, numbers, { onError: 'skip' }));
    const { nodes, queues, verdict } = await lossy.run();
    const last: Snapshot = { at: 2000, nodes, queues, verdict };
    const progress = new Progress(lossy.graph);
    expect(progress.line(last)).toMatch(/^2\.0 s, about 0\.0 s to go; .+; store 3 of 3, /);
    expect(progress.lines(last).at(-1)).toMatch(/^store .+ 100 % /);
  });

  it('gives no estimate before everything has begun', () => {
    expect(new Progress(pipeline.graph).lines(snapshot(5000, 0, 4))[0]).toBe('5.0 s');
  });
});

describe('columns', () => {
  it('are as wide as they look', () => {
    expect(widthOf('縮小')).toBe(4);
    expect(widthOf('e\u0301')).toBe(1);
    expect(
      columns(
        [
          ['縮小', '1'],
          ['a', '10'],
        ],
        (column) => column === 0,
      ),
    ).toEqual(['縮小   1', 'a     10']);
  });
});

describe('words', () => {
  it('tell durations as people do', () => {
    expect([0, 4250, 59_940, 65_000, 7_800_000].map(duration)).toEqual([
      '0.0 s',
      '4.3 s',
      '59.9 s',
      '1 min 05 s',
      '2 h 10 min',
    ]);
  });

  it('cannot steer a terminal', () => {
    expect(inLine('a\u001B[2J\nb\u202Ec\u001Bd')).toBe('a b\uFFFDc\uFFFDd');
  });
});
