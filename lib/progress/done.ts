import type { PipelineGraph } from '../graph/pipeline-graph.js';
import type { NodeReport, Snapshot } from '../insight/snapshot.js';

/**
 * Items that a node has finished with: what came of them has left it, or they ended there. What it has
 * still in hand doesn't count, nor what was discarded.
 */
export function doneOf(graph: PipelineGraph, node: NodeReport, { queues }: Snapshot): number {
  const { id, kind, in: taken, out, failed, skipped, dropped, discarded } = node;
  const attributes = kind === 'op' ? graph.getNodeAttributes(id) : undefined;
  const { op, size } = attributes?.kind === 'op' ? attributes : {};
  // What it gives isn't counted in items: those that it has let go of tell.
  const kept = Math.max(0, taken - discarded);
  if (op === 'unbatch') return kept;
  if (op === 'batch') return size === undefined ? kept : Math.min(kept, out * size); // the last may be shorter
  // As far as the output that is furthest: another may have been given up.
  if (op === 'tee') return Math.max(...queues.map((queue) => (graph.hasEdge(id, queue.id) ? queue.in : 0)));
  return out + failed + skipped + dropped;
}
