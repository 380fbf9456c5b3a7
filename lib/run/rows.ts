import type { PipelineGraph } from '../graph/pipeline-graph.js';

/** Most nodes in a row through which items go in one call of one. Each takes up to a dozen places on the stack. */
const LONGEST_ROW = 64;

/** The queues at which a row of nodes is long enough, and items always wait for a turn. */
export function endsOfRows(graph: PipelineGraph, order: readonly string[]): ReadonlySet<string> {
  const ends = new Set<string>();
  const lengths = new Map<string, number>();
  for (const id of order) {
    const before = graph.mapInNeighbors(id, (node) => lengths.get(node)!);
    const longest = before.reduce((most, length) => Math.max(most, length), 0);
    const isQueue = graph.getNodeAttribute(id, 'kind') === 'queue';
    const isEnd = isQueue && longest >= LONGEST_ROW && graph.outDegree(id) > 0; // an output goes nowhere
    if (isEnd) ends.add(id);
    lengths.set(id, isEnd ? 0 : isQueue ? longest : longest + 1);
  }
  return ends;
}
