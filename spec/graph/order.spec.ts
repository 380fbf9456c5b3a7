import { describe, expect, it } from '@jest/globals';
import { filter, map, merge, Pipeline, tee } from '../../lib/index.js';

const same = (n: number): number => n;

describe('the order of a graph', () => {
  it('has each node after those that feed it, whichever was declared first', async () => {
    const pipeline = new Pipeline();
    const last = pipeline.queue<number>({ name: 'last' });
    const middle = pipeline.queue<number>({ name: 'middle' });
    map(task2, middle, { out: last });
    map(task1, pipeline.queue({ name: 'first', from: [1] }), { out: middle });
    const { nodes, queues } = await pipeline.run();
    expect(queues.map(({ name }) => name)).toEqual(['first', 'middle', 'last']);
    expect(nodes.map(({ label }) => label)).toEqual(['first', 'task1', 'task2']);
  });

  it('has what is free in the order in which it was declared', async () => {
    const pipeline = new Pipeline();
    const b = pipeline.queue({ name: 'b', from: [1] });
    const a = pipeline.queue({ name: 'a', from: [1] });
    const [x, y] = tee(a, 2);
    merge([filter(isTwo, y), map(same, b), map(task1, x)]);
    const { nodes } = await pipeline.run();
    const labels = nodes.map(({ label }) => label);
    expect(labels).toEqual(['b', 'a', 'same', 'Tee', 'task1', 'Filter(isTwo)', 'Merge']);
  });
});

function task1(n: number): number {
  return n;
}
function task2(n: number): number {
  return n;
}
function isTwo(n: number): boolean {
  return n === 2;
}
