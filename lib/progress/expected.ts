import { inOrder, type PipelineGraph } from '../graph/pipeline-graph.js';

/**
 * How many items each node will take in, where that can be told before the run: sources that know their
 * length, and all behind them that make one item of one.
 */
export function expectedOf(graph: PipelineGraph): Map<string, number> {
  const nodes = new Map<string, number>();
  const queues = new Map<string, number>();
  for (const id of inOrder(graph)) {
    const attributes = graph.getNodeAttributes(id);
    if (attributes.kind === 'queue') {
      const { expected } = attributes.queue;
      if (expected === undefined) continue;
      queues.set(id, expected);
      nodes.set(`source:${id}`, expected);
      continue;
    }
    const taken = graph.inNeighbors(id).map((queue) => queues.get(queue));
    if (taken.includes(undefined)) continue;
    const items = taken.reduce<number>((sum, one) => sum + one!, 0);
    nodes.set(id, items);
    const made = madeOf(
      attributes.kind === 'task' ? 'task' : attributes.op,
      items,
      'size' in attributes ? attributes.size : undefined,
    );
    if (made === undefined) continue;
    graph.forEachOutEdge(id, (_edge, { kind }, _from, queue) => {
      if (kind !== 'failure') queues.set(queue, made);
    });
  }
  return nodes;
}

function madeOf(op: string, items: number, size = 1): number | undefined {
  if (op === 'batch') return Math.ceil(items / size);
  return ['task', 'merge', 'tee'].includes(op) ? items : undefined;
}
