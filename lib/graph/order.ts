import { goesRound } from '../errors/pipelines.js';
import type { PipelineGraph } from './pipeline-graph.js';

/** A graph in order: each node after those that feed it; those that are free in the order in which they were declared. */
interface Sorted {
  readonly order: readonly string[];
  /** The nodes that have no place in it: those of cycles, and what cycles feed. */
  readonly left: ReadonlySet<string>;
}

/**
 * All nodes, each after those that feed it.
 *
 * @throws `PipelineError` `cycle`, naming the queues on it
 */
export function inOrder(graph: PipelineGraph): readonly string[] {
  const sorted = sort(graph);
  const cycle = describe(graph, sorted);
  if (cycle === undefined) return sorted.order;
  throw goesRound(cycle);
}

/** What is wrong with a graph in which items would go round, naming the queues, and how to mend it. */
export function describeCycle(graph: PipelineGraph): string | undefined {
  return describe(graph, sort(graph));
}

/** The nodes of cycles, and those that cycles feed. */
export function fedByCycles(graph: PipelineGraph): ReadonlySet<string> {
  return sort(graph).left;
}

/** The nodes that no cycle feeds, each after those that feed it. */
export function sortable(graph: PipelineGraph): readonly string[] {
  return sort(graph).order;
}

/** Kahn's algorithm (Topological sorting of large networks, 1962). */
function sort(graph: PipelineGraph): Sorted {
  const left = new Map(graph.mapNodes((node) => [node, graph.inDegree(node)]));
  const order = [...left.keys()].filter((node) => left.get(node) === 0);
  for (const node of order) {
    left.delete(node);
    graph.forEachOutNeighbor(node, (next) => {
      left.set(next, left.get(next)! - 1);
      if (left.get(next) === 0) order.push(next); // grows as it is read
    });
  }
  return { order, left: new Set(left.keys()) };
}

function describe(graph: PipelineGraph, sorted: Sorted): string | undefined {
  const queues = cycleOf(graph, sorted).filter((node) => graph.getNodeAttribute(node, 'kind') === 'queue');
  if (queues.length === 0) return undefined;
  const names = queues.map((node) => `"${graph.getNodeAttribute(node, 'label')}"`);
  return `items would go round for ever: ${[...names, names[0]].join(' → ')}. Give \`out\` or \`onError\` a queue that doesn't lead back.`;
}

/** The nodes of one cycle, in the direction of its edges; none if there is none. */
function cycleOf(graph: PipelineGraph, { left }: Sorted): string[] {
  const path: string[] = [];
  let [node] = left; // from any of these, going back ends in a cycle
  while (node !== undefined && !path.includes(node)) {
    path.push(node);
    node = graph.inNeighbors(node).find((before) => left.has(before));
  }
  return node === undefined ? [] : path.slice(path.indexOf(node)).toReversed();
}
