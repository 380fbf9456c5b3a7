import type { Gives, PipelineGraph } from '../graph/pipeline-graph.js';
import type { NodeReport, Snapshot } from '../insight/snapshot.js';

/**
 * Items that a node has finished with: what came of them has left it, or they ended there. What it has
 * still in hand doesn't count, nor what was discarded.
 */
export function doneOf(graph: PipelineGraph, node: NodeReport, { queues }: Snapshot): number {
  const { id, in: taken, out, failed, skipped, dropped, discarded } = node;
  // What it gives isn't counted in items: those that it has let go of tell.
  const kept = Math.max(0, taken - discarded);
  const { gives, size } = workOf(graph, node);
  if (gives === 'parts') return kept;
  if (gives === 'groups') return size === undefined ? kept : Math.min(kept, out * size); // the last may be shorter
  // As far as the output that is furthest: another may have been given up.
  if (gives === 'copies')
    return Math.max(...queues.map((queue) => (graph.hasEdge(id, queue.id) ? queue.in : 0)));
  return out + failed + skipped + dropped;
}

/** What a node makes of its items; a source gives what it reads. */
function workOf(
  graph: PipelineGraph,
  { id, kind }: NodeReport,
): { readonly gives: Gives; readonly size?: number | undefined } {
  const attributes = kind === 'source' ? undefined : graph.getNodeAttributes(id);
  return attributes === undefined || attributes.kind === 'queue' ? { gives: 'one for one' } : attributes;
}
