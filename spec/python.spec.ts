import { afterEach, describe, expect, it } from '@jest/globals';
import {
  batch,
  chain,
  filter,
  map,
  merge,
  queue,
  run,
  shutdown,
  split,
  task,
  unbatch,
} from '../lib/index.js';

const inRange = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const isImage = (file: string): boolean => file.endsWith('.png');
const unzip = (name: string): string[] =>
  ['cat.png', 'notes.txt', 'empty.txt'].map((file) => `${name}/${file}`);

/** The test cases of the Python library of the same name, on the default pipeline as it had them. */
describe('as the Python library does it', () => {
  afterEach(shutdown);

  const addOne = task((n: number) => n + 1, { name: 'addOne' });
  const timesTwo = task((n: number) => n * 2, { name: 'timesTwo' });

  it('a task can be called, and has a name', () => {
    expect(addOne(1)).toBe(2);
    expect(addOne.name).toBe('addOne');
    expect(task(function named() {}).name).toBe('named');
  });

  it('maps what is put after the run began', async () => {
    const inputs = queue<number>();
    const outputs = map(addOne, inputs);
    const done = run();
    for (const n of [1, 2, 3]) await inputs.put(n);
    inputs.close();
    await done;
    expect(outputs.flush()).toEqual([2, 3, 4]);
  });

  it('chains three tasks', async () => {
    const outputs = chain([addOne, timesTwo, addOne], queue({ from: [1, 2, 3] }));
    await run();
    expect(outputs.flush()).toEqual([5, 7, 9]);
  });

  it('chains one task', async () => {
    const outputs = chain([addOne], queue({ from: [1, 2, 3] }));
    await run();
    expect(outputs.flush()).toEqual([2, 3, 4]);
  });

  it('chains into the queue it is given', async () => {
    const out = queue<number>();
    expect(chain([addOne, timesTwo], queue({ from: [1, 2] }), { out })).toBe(out);
    await run();
    expect(out.flush()).toEqual([4, 6]);
  });

  it('splits by a predicate', async () => {
    const [even, odd] = split((n) => n % 2 === 0, queue({ from: inRange(6) }));
    await run();
    expect(even.flush()).toEqual([0, 2, 4]);
    expect(odd.flush()).toEqual([1, 3, 5]);
  });

  it('splits by values', async () => {
    const [zero, one, two] = split((n) => n % 3, queue({ from: inRange(7) }), [0, 1, 2]);
    await run();
    expect([zero, one, two].map((each) => each.flush())).toEqual([
      [0, 3, 6],
      [1, 4],
      [2, 5],
    ]);
  });

  it('names a value that split was not told of', async () => {
    split((n) => `rest ${n % 3}`, queue({ from: inRange(6) }), ['rest 0', 'rest 1']);
    await expect(run()).rejects.toThrow("'rest 2'");
  });

  it('merges queues', async () => {
    const merged = merge([queue({ from: [1, 2, 3] }), queue({ from: [4, 5, 6] })]);
    await run();
    expect(merged.flush().toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('batches, with a short last one', async () => {
    const batches = batch(queue({ from: inRange(5) }), 2);
    await run();
    expect(batches.flush()).toEqual([[0, 1], [2, 3], [4]]);
  });

  it('batches what there is, without filling up', async () => {
    const inputs = queue<number>();
    const batches = batch(inputs, { size: 10, fill: false });
    for (const n of inRange(3)) await inputs.put(n);
    const done = run();
    const read = batches[Symbol.asyncIterator]();
    expect((await read.next()).value).toEqual([0, 1, 2]);
    await inputs.put(3);
    expect((await read.next()).value).toEqual([3]);
    inputs.close();
    expect((await read.next()).done).toBe(true);
    await done;
  });

  it('batches and unbatches', async () => {
    const items = unbatch(batch(queue({ from: inRange(10) }), 3));
    await run();
    expect(items.flush()).toEqual(inRange(10));
  });

  it('filters', async () => {
    const even = filter((n) => n % 2 === 0, queue({ from: inRange(6) }));
    await run();
    expect(even.flush()).toEqual([0, 2, 4]);
  });

  it('does it all, end to end', async () => {
    const files = unbatch(chain([(name: string) => name.trim(), unzip], queue({ from: ['a ', ' b', 'c'] })));
    const [pictures, documents] = split(isImage, files);
    const resized = unbatch(map((some) => some.map((file) => `small ${file}`), batch(pictures, 2)));
    const indexed = map(
      (file) => `index of ${file}`,
      filter((file) => !file.includes('empty'), documents),
    );
    const outputs = merge([resized, indexed]);
    await run();
    const expected = ['a', 'b', 'c'].flatMap((name) => [
      `small ${name}/cat.png`,
      `index of ${name}/notes.txt`,
    ]);
    expect(outputs.flush().toSorted()).toEqual(expected.toSorted());
  });

  it('runs the default pipeline again after a shutdown', async () => {
    for (const n of [1, 2]) {
      const outputs = map(addOne, queue({ from: [n] }));
      await run();
      expect(outputs.flush()).toEqual([n + 1]);
      await shutdown();
    }
  });
});
