import { describe, expect, it } from '@jest/globals';
import { Pipeline, split } from '../../lib/index.js';
import { rows, throwingRow } from '../rows.js';

const kindOf = (item: unknown): string => typeof item;
const isVowel = (letter: string): boolean => letter === 'a' || letter === 'e';

describe('split', () => {
  rows<string>({
    op: (queue) => split(isVowel, queue),
    values: {
      source: '   -a-b-c-e-|',
      expected: ['-a-----e-|', '---b-c---|'],
    },
    error: {
      source: '   -a-b-#',
      expected: ['-a---#', '---b-#'],
    },
    leave: {
      source: '   -a-b-c-e-|',
      expected: ['-a--', '---b'],
      until: '    ----!    ',
    },
    synchronous: {
      source: ['a', 'b', 'c', 'e'],
      expected: ['(ae|)', '(bc|)'],
    },
  });

  throwingRow((breaks, queue) => split(breaks, queue), { code: 'op-failed', task: 'Split(breaks)' });
  throwingRow((breaks, queue) => split(breaks, queue, ['x', 'y']), {
    code: 'op-failed',
    task: 'Split(breaks)',
  });

  it('takes any truthy answer of a predicate for a yes', async () => {
    const pipeline = new Pipeline();
    const items = pipeline.queue<unknown>({ from: [0, 1, '', 'x', undefined] });
    const [yes, no] = split((item) => item as boolean, items);
    await pipeline.run();
    expect(yes.flush()).toEqual([1, 'x']);
    expect(no.flush()).toEqual([0, '', undefined]);
  });

  it('goes on for the other output when one is given up', async () => {
    const pipeline = new Pipeline();
    const [odd, even] = split((n) => n % 2 === 1, pipeline.queue({ from: [1, 2, 3, 4, 5] }));
    const run = pipeline.run();
    for await (const _ of odd) break;
    const { nodes, stopped } = await run;
    expect(even.flush()).toEqual([2, 4]);
    expect(stopped).toBe(false);
    expect(nodes.at(-1)).toMatchObject({ in: 5, out: 3, discarded: 2 });
  });
});

describe('split, by values', () => {
  rows<number>({
    op: (queue) => split((n) => n % 3, queue, [0, 1, 2]),
    marbles: { '1': 1, '2': 2, '3': 3, '4': 4 },
    values: {
      source: '   -1-2-3-4-|',
      expected: ['-----3---|', '-1-----4-|', '---2-----|'],
    },
    error: {
      source: '   -1-2-#',
      expected: ['-----#', '-1---#', '---2-#'],
    },
    leave: {
      source: '   -1-2-3-4-|',
      expected: ['----', '-1--', '---2'],
      until: '    ----!    ',
    },
    synchronous: {
      source: [1, 2, 3, 4],
      expected: ['(3|)', '(14|)', '(2|)'],
    },
  });

  it('gives the queues in the order of the values, each named after its own', () => {
    const pipeline = new Pipeline();
    const queues = split(kindOf, pipeline.queue<unknown>({ from: [] }), ['string', 'number', 'object']);
    expect(queues.map(({ name }) => name)).toEqual(['string', 'number', 'object']);
    expect(queues.map(({ isAnonymous }) => isAnonymous)).toEqual([false, false, false]);
  });

  it('tells apart values that only look alike', async () => {
    const pipeline = new Pipeline();
    const items = [1, '1', Number.NaN, null, undefined];
    const queues = split((item) => item, pipeline.queue<unknown>({ from: items }), items);
    await pipeline.run();
    expect(queues.map((queue) => queue.flush())).toEqual(items.map((item) => [item]));
  });

  it('fails the run on a value it was not told of, naming it', async () => {
    const pipeline = new Pipeline();
    split(kindOf, pipeline.queue<unknown>({ from: ['a', true] }), ['string', 'number']);
    await expect(pipeline.run()).rejects.toMatchObject({
      name: 'TaskError',
      code: 'unknown-split-value',
      message:
        "Split(kindOf): gave 'boolean' for true, which is none of 'string', 'number'. Add it to the values of split().",
      task: 'Split(kindOf)',
      item: true,
    });
  });

  it('ends queues that nothing went to', async () => {
    const pipeline = new Pipeline();
    const queues = split(kindOf, pipeline.queue<unknown>({ from: ['a'] }), ['string', 'number']);
    const all = queues.map((queue) => queue.toArray());
    await pipeline.run();
    expect(await Promise.all(all)).toEqual([['a'], []]);
  });
});
