import { inOrder } from '../graph/order.js';
import type { PipelineGraph } from '../graph/pipeline-graph.js';
import type { NodeReport } from '../insight/snapshot.js';

/** What tells how many items a node has lost. */
type Losses = Pick<NodeReport, 'id' | 'failed' | 'skipped' | 'discarded'>;

/**
 * How many items each node will take in, where that can be told: sources that know their length, and all
 * behind them that make one item of one. What tasks have lost so far, by `reports`, won't come behind them.
 */
export function expectedOf(graph: PipelineGraph, reports: readonly Losses[]): Map<string, number> {
  const lost = new Map(reports.map((node) => [node.id, node.failed + node.skipped + node.discarded]));
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
    const taken = graph.inNeighbors(id).flatMap((queue) => queues.get(queue) ?? []);
    if (taken.length < graph.inDegree(id)) continue;
    const items = taken.reduce((sum, one) => sum + one);
    nodes.set(id, items);
    // Ops lose nothing that others wait for: a tee discards what is for an output given up, not what is for the rest.
    const losses = attributes.kind === 'task' ? (lost.get(id) ?? 0) : 0;
    const made = attributes.expected?.(taken);
    if (made === undefined) continue;
    graph.forEachOutEdge(id, (_edge, { kind }, _from, queue) => {
      if (kind !== 'failure') queues.set(queue, Math.max(0, made - losses));
    });
  }
  return nodes;
}
