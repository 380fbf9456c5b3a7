import { describe, expect, it } from '@jest/globals';
import {
  batch,
  chain,
  filter,
  map,
  merge,
  Pipeline,
  split,
  tee,
  unbatch,
  type Out,
  type Queue,
} from '../../lib/index.js';

const same = <T>(item: T): T => item;

/** Every verb with one result, on a queue of batches of one number. */
const verbs: Record<string, (queue: Queue<any>, options: Out<any>) => Queue<any>> = {
  map: (queue, options) => map(same, queue, options),
  chain: (queue, options) => chain([same, same], queue, options),
  filter: (queue, options) => filter(() => true, queue, options),
  batch: (queue, options) => batch(queue, 2, options),
  unbatch: (queue, options) => unbatch(queue, options),
  merge: (queue, options) => merge([queue], options),
};

describe.each(Object.entries(verbs))('the result of %s', (name, verb) => {
  it('is a new queue, unnamed', () => {
    const pipeline = new Pipeline();
    const input = pipeline.queue();
    const result = verb(input, {});
    expect(result).not.toBe(input);
    expect(result).toMatchObject({ pipeline, isAnonymous: true });
  });

  it('takes the `name` given', () => {
    const result = verb(new Pipeline().queue(), { name: 'results' });
    expect(result).toMatchObject({ name: 'results', isAnonymous: false });
  });

  it('is the queue given as `out`, which keeps its name', async () => {
    const pipeline = new Pipeline();
    const out = pipeline.queue({ name: 'mine' });
    expect(verb(pipeline.queue({ from: [[1]] }), { out })).toBe(out);
    expect(out.name).toBe('mine');
    await pipeline.run();
    expect(out.flush().flat(2)).toEqual([1]);
  });

  it('cannot be a queue that something fills already', () => {
    const pipeline = new Pipeline();
    const out = pipeline.queue<number>({ name: 'full', from: [] });
    const before = pipeline.graph.export();
    const told = { code: 'queue-has-producer', message: expect.stringMatching(`^${name}: queue "full" `) };
    expect(() => verb(pipeline.queue(), { out })).toThrow(expect.objectContaining(told));
    expect(pipeline.graph.edges()).toEqual(before.edges.map(({ key }) => key));
  });
});

describe('the results of split and tee', () => {
  it('are the queues given as `out`', async () => {
    const pipeline = new Pipeline();
    const [odd, even] = [pipeline.queue<number>(), pipeline.queue<number>()];
    const [first, second] = [pipeline.queue<number>(), pipeline.queue<number>()];
    const queues = split((n) => n % 2 === 1, pipeline.queue({ from: [1, 2, 3] }), { out: [odd, even] });
    expect(queues).toEqual([odd, even]);
    expect(tee(odd, 2, { out: [first, second] })).toEqual([first, second]);
    await pipeline.run();
    expect([first, second, even].map((queue) => queue.flush())).toEqual([[1, 3], [1, 3], [2]]);
  });

  it('are called as `names` says', () => {
    const pipeline = new Pipeline();
    const [odd, even] = split((n) => n % 2 === 1, pipeline.queue<number>(), { names: ['odd', 'even'] });
    const [copy] = tee(odd, 1, { names: ['copy'] });
    const sizes = split((n) => n, even, [0, 1], { names: ['none', 'one'] });
    const named = [odd, even, copy, ...sizes];
    expect(named.map(({ name }) => name)).toEqual(['odd', 'even', 'copy', 'none', 'one']);
    expect(named.some(({ isAnonymous }) => isAnonymous)).toBe(false);
  });

  it('keep the names that they have, given as `out`', () => {
    const pipeline = new Pipeline();
    const mine = pipeline.queue<number>({ name: 'mine' });
    const [copy] = tee(pipeline.queue<number>(), 1, { out: [mine], names: ['other'] });
    expect(copy.name).toBe('mine');
  });

  it('are the queues given as `out`, one for each value', async () => {
    const pipeline = new Pipeline();
    const out = [pipeline.queue<number>({ name: 'none' }), pipeline.queue<number>({ name: 'one' })] as const;
    const [none, one] = split((n) => n, pipeline.queue({ from: [0, 1, 1] }), [0, 1], { out });
    expect([none.name, one.name]).toEqual(['none', 'one']);
    await pipeline.run();
    expect([none.flush(), one.flush()]).toEqual([[0], [1, 1]]);
  });

  it('cannot be the same queue twice', () => {
    const pipeline = new Pipeline();
    const out = pipeline.queue<number>();
    const told = expect.objectContaining({ code: 'queue-has-producer' });
    expect(() => tee(pipeline.queue<number>(), 2, { out: [out, out] })).toThrow(told);
  });
});
