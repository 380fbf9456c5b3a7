import { describe, expect, it } from '@jest/globals';
import { batch, chain, map, merge, Pipeline, sink, task, unbatch, type Failure } from '../../../lib/index.js';
import { virtually } from '../../virtual.js';

const failsOn =
  (...bad: unknown[]) =>
  <T>(item: T): T => {
    if (bad.includes(item)) throw new Error(`no ${String(item)}`);
    return item;
  };

const itemOf = <T>({ item }: Failure<T>): T => item;

describe('onError: a queue', () => {
  it('gets what the task fails on, as it happens, and ends with the task', async () => {
    await virtually(({ cold, expectObservable, pipeline }) => {
      const source = cold('  -a-b-c-|');
      const results = '      -a-----|';
      const given = '        ---b-c-|';
      const failures = pipeline.queue<Failure<string>>();
      const good = map(failsOn('b', 'c'), pipeline.queue({ from: source }), { onError: failures });
      expectObservable(good).toBe(results);
      expectObservable(map(itemOf, failures)).toBe(given);
    });
  });

  it('tells the item, the error, the task and the attempts', async () => {
    const pipeline = new Pipeline();
    const failures = pipeline.queue<Failure<number>>();
    const fetch = task(failsOn(7), { name: 'fetch', onError: failures, retry: 2 });
    map(fetch, pipeline.queue({ from: [7] }));
    await pipeline.run();
    const [failure, ...others] = failures.flush();
    expect(others).toEqual([]);
    expect(failure).toMatchObject({ item: 7, task: 'fetch', attempts: 3 });
    expect(failure!.error).toMatchObject({ code: 'task-failed', cause: { message: 'no 7' } });
  });

  it('may be shared by many tasks: it ends with the last of them', async () => {
    await virtually(({ cold, expectObservable, pipeline }) => {
      const one = cold('     -a-b|');
      const other = cold('   --c---d-|');
      const expected = '     --cb--d-|';
      const failures = pipeline.queue<Failure<string>>();
      map(failsOn('b'), pipeline.queue({ from: one }), { onError: failures });
      map(failsOn('c', 'd'), pipeline.queue({ from: other }), { onError: failures });
      expectObservable(map(itemOf, failures)).toBe(expected);
    });
  });

  it('may be shared by the tasks of a chain, and a sink', async () => {
    const pipeline = new Pipeline();
    const onError = pipeline.queue<Failure<unknown>>();
    const tasks = [
      task(failsOn(1), { name: 'f', onError }),
      task(failsOn(2), { name: 'g', onError }),
    ] as const;
    sink(failsOn(3), chain(tasks, pipeline.queue({ from: [1, 2, 3, 4] })), { name: 'h', onError });
    const { nodes } = await pipeline.run();
    const told = onError.flush().map(({ item, task: name }) => [name, item]);
    expect(told.toSorted()).toEqual([
      ['f', 1],
      ['g', 2],
      ['h', 3],
    ]);
    expect(nodes.map(({ failed }) => failed)).toEqual([0, 1, 1, 1]);
  });

  it('can be batched, taken apart, mapped and merged with the results', async () => {
    const pipeline = new Pipeline();
    const failures = pipeline.queue<Failure<number>>();
    const good = map(failsOn(2, 4, 5), pipeline.queue({ from: [1, 2, 3, 4, 5, 6] }), { onError: failures });
    const again = map(({ item }) => item * 10, unbatch(batch(failures, 2)));
    const all = merge([good, again]);
    await pipeline.run();
    expect(all.flush().toSorted((a, b) => a - b)).toEqual([1, 3, 6, 20, 40, 50]);
  });

  it('can be worked on by a task that fails into a queue of its own', async () => {
    const pipeline = new Pipeline();
    const [first, second] = [pipeline.queue<Failure<number>>(), pipeline.queue<Failure<Failure<number>>>()];
    map(failsOn(1, 2), pipeline.queue({ from: [1, 2, 3] }), { onError: first });
    const mend = ({ item }: Failure<number>): number => failsOn(2)(item);
    const mended = map(mend, first, { onError: second });
    await pipeline.run();
    expect(mended.flush()).toEqual([1]);
    expect(second.flush()).toMatchObject([{ task: 'mend', item: { item: 2, attempts: 1 } }]);
  });

  it('is an output like any other where nothing reads it', async () => {
    const pipeline = new Pipeline();
    const failures = pipeline.queue<Failure<number>>();
    map(failsOn(2), pipeline.queue({ from: [1, 2, 3] }), { onError: failures });
    const run = pipeline.run();
    const seen: number[] = [];
    for await (const { item } of failures) seen.push(item);
    await run;
    expect(seen).toEqual([2]);
  });

  it('is refused where it leads round in a circle', async () => {
    const pipeline = new Pipeline();
    const inputs = pipeline.queue<any>();
    const failures = pipeline.queue<Failure<any>>();
    map(failsOn(1), inputs, { onError: failures });
    map(itemOf, failures, { out: inputs });
    await expect(pipeline.run()).rejects.toMatchObject({ code: 'cycle' });
  });
});
