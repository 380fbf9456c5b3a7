import { availableParallelism } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { interval, of } from 'rxjs';
import {
  batch,
  check,
  filter,
  map,
  merge,
  Pipeline,
  queue,
  shutdown,
  sink,
  split,
  tee,
  threads,
  type Finding,
} from '../../lib/index.js';

const same = (n: number): number => n;
const hashFile = (n: number): string => String(n);
const isOdd = (n: number): boolean => n % 2 === 1;
const add = (numbers: number[]): number => numbers.length;

/** What is found in a pipeline, by code. */
function found(declare: (pipeline: Pipeline) => unknown, code: string): Finding[] {
  const pipeline = new Pipeline();
  declare(pipeline);
  return pipeline.check().filter((finding) => finding.code === code);
}

function* endless(): Generator<number> {
  for (;;) yield 1;
}

/** Batches before a task. */
const batching =
  (size: number, concurrency?: number, capacity?: number) =>
  (pipeline: Pipeline): void => {
    const numbers = pipeline.queue({ from: [1], ...(capacity && { capacity }) });
    sink(add, batch(numbers, size), concurrency === undefined ? {} : { concurrency });
  };

describe('check', () => {
  it('finds nothing where nothing is wrong', () => {
    const pipeline = new Pipeline();
    const [a, b] = tee(pipeline.queue({ name: 'numbers', from: [1, 2] }), 2);
    merge([map(same, a), filter(Boolean, b)], { name: 'results' });
    expect(pipeline.check()).toEqual([]);
  });

  it('runs nothing', async () => {
    const pipeline = new Pipeline();
    const results = map(same, pipeline.queue({ from: [1] }));
    pipeline.check();
    await pipeline.run();
    expect(results.flush()).toEqual([1]);
  });

  it('tells of an input that nothing feeds or closes', () => {
    expect(found((pipeline) => map(same, pipeline.queue<number>({ name: 'in' })), 'open-input')).toEqual([
      {
        severity: 'warning',
        code: 'open-input',
        node: 'queue-1',
        message:
          'queue "in" is fed by nothing, and isn\'t closed: a run waits until it is. Close it after the last put(), or give it a source with `from`.',
      },
    ]);
  });

  it('tells of an input that is fed and not closed, until it is', async () => {
    const pipeline = new Pipeline();
    const numbers = pipeline.queue<number>({ name: 'in' });
    sink(same, numbers);
    await numbers.put(1);
    expect(pipeline.check()).toMatchObject([
      { code: 'open-input', message: expect.stringMatching(/^queue "in" isn't closed yet: /) },
    ]);
    numbers.close();
    expect(pipeline.check()).toEqual([]);
  });

  it('tells of an output that will collect without end', () => {
    const findings = found((pipeline) => {
      map(same, pipeline.queue({ from: endless() }), { name: 'all of them' });
      map(same, pipeline.queue({ from: [1, 2, 3] }), { name: 'three' });
      map(same, pipeline.queue({ from: endless() }), { name: 'watched' }).subscribe();
      map(same, pipeline.queue({ from: endless() }), { name: 'read' })[Symbol.asyncIterator]();
    }, 'output-collects');
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      severity: 'info',
      message: expect.stringContaining('"all of them"'),
    });
  });

  it('tells which output that is by what fills it, where it has no name', () => {
    const findings = found((pipeline) => {
      map(hashFile, pipeline.queue({ from: endless() }));
      split(isOdd, pipeline.queue({ from: endless() }));
      sink(hashFile, pipeline.queue({ from: endless() }), { onError: pipeline.queue<any>() });
      map(hashFile, pipeline.queue({ from: endless() }), { onError: pipeline.queue<any>() });
    }, 'output-collects');
    expect(findings.map(({ message }) => message.split(' is read by nobody yet')[0])).toEqual([
      'the output of hashFile',
      'an output of Split(isOdd)',
      'an output of Split(isOdd)',
      'the queue of failures of hashFile',
      'the queue of failures of hashFile',
      'the output of hashFile',
    ]);
  });

  it("tells of a source that can't be slowed", () => {
    const findings = found((pipeline) => {
      sink(same, pipeline.queue({ name: 'ticks', from: interval(1) }));
      sink(same, pipeline.queue({ name: 'one', from: Promise.resolve(1) }));
      sink(same, pipeline.queue({ name: 'list', from: [1] }));
      sink(same, pipeline.queue({ name: 'few', from: of(1) }));
    }, 'source-not-slowed');
    expect(findings.map(({ message }) => /"(\w+)"/.exec(message)?.[1])).toEqual(['ticks', 'few']);
  });

  it('tells of a cycle, naming its queues, as an error that run() refuses', async () => {
    const pipeline = new Pipeline();
    const first = pipeline.queue<number>({ name: 'first' });
    map(same, map(same, first, { name: 'second' }), { out: first });
    const [finding] = pipeline.check();
    expect(finding).toMatchObject({ severity: 'error', code: 'cycle' });
    expect(finding!.message).toMatch(/"second" → "first" → "second"|"first" → "second" → "first"/);
    await expect(pipeline.run()).rejects.toMatchObject({
      code: 'cycle',
      message: `run: ${finding!.message}`,
    });
  });

  it('tells of a cycle by way of failures', () => {
    const findings = found((pipeline) => {
      const again = pipeline.queue<any>({ name: 'again' });
      sink(same, again, { onError: again });
    }, 'cycle');
    expect(findings).toMatchObject([
      {
        message:
          'items would go round for ever: "again" → "again". Give `out` or `onError` a queue that doesn\'t lead back.',
      },
    ]);
  });

  it('has nothing more to say of what only a cycle feeds', () => {
    const pipeline = new Pipeline();
    const first = pipeline.queue<number>({ name: 'first' });
    const [round, on] = tee(map(same, first), 2);
    map(same, round, { out: first });
    sink(same, on);
    expect(pipeline.check().map(({ code }) => code)).toEqual(['cycle']);
  });

  it('tells of a task that can never be reached', () => {
    const findings = found((pipeline) => {
      const closed = pipeline.queue<number>({ name: 'closed' });
      closed.close();
      sink(function never() {}, merge([closed, pipeline.queue<number>({ from: [] })]));
      sink(
        function reached() {},
        merge([pipeline.queue<number>({ from: [] }), pipeline.queue({ from: [1] })]),
      );
    }, 'never-reached');
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      severity: 'warning',
      message: expect.stringContaining('task "never"'),
    });
  });

  it('tells of more thread concurrency than cores', () => {
    const cores = availableParallelism();
    const module = new URL('./tasks.js', import.meta.url);
    const work = (concurrency: number) =>
      threads<{ work: (n: number) => number }>(module, { concurrency }).work;
    const declare = (concurrency: number) => (pipeline: Pipeline) =>
      sink(work(concurrency), pipeline.queue({ from: [1] }));
    expect(found(declare(cores), 'concurrency-above-cores')).toEqual([]);
    const open = threads<{ work: (n: number) => number }>(module).work;
    expect(found((pipeline) => sink(open, pipeline.queue({ from: [1] })), 'concurrency-above-cores')).toEqual(
      [],
    );
    const [finding] = found(declare(cores + 1), 'concurrency-above-cores');
    expect(finding).toMatchObject({ severity: 'info', node: 'task-2' });
    expect(finding!.message).toContain(`${cores + 1} calls at a time on threads`);
  });

  it('tells of batches larger than any capacity before a single worker', () => {
    const [finding] = found(batching(100, 1), 'batch-above-capacity');
    expect(finding).toMatchObject({ severity: 'info', node: 'batch-2' });
    expect(finding!.message).toMatch(
      /^Batch\(size=100\) is larger than any queue before it \(64\), and "add"/,
    );
    expect(found(batching(100, 2), 'batch-above-capacity')).toEqual([]);
    expect(found(batching(100, 1, 100), 'batch-above-capacity')).toEqual([]);
    expect(found(batching(100), 'batch-above-capacity')).toHaveLength(1); // one call at a time, by default
    expect(found(batching(64, 1), 'batch-above-capacity')).toEqual([]);
  });

  it('tells once of queues with one name, made-up names aside', () => {
    const findings = found((pipeline) => {
      for (const name of ['a', 'b', 'a', 'a']) pipeline.queue({ name, from: [1] });
      pipeline.queue({ from: [1] });
    }, 'name-twice');
    expect(findings).toMatchObject([
      { severity: 'warning', node: 'queue-3', message: expect.stringContaining('"a"') },
    ]);
  });

  it('has nothing against a run with warnings', async () => {
    const pipeline = new Pipeline();
    split(Boolean, pipeline.queue({ name: 'a', from: [1] })).map((each) => each.named('a'));
    expect(pipeline.check()).not.toEqual([]);
    await expect(pipeline.run()).resolves.toBeDefined();
  });

  it('looks at the default pipeline', async () => {
    queue({ name: 'open' });
    expect(check()).toMatchObject([{ code: 'open-input' }]);
    await shutdown();
    expect(check()).toEqual([]);
  });
});
