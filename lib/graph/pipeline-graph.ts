import { DirectedGraph } from 'graphology';
import { topologicalSort } from 'graphology-dag';
import { PipelineError } from '../errors.js';
import type { Build } from '../flow/stage.js';
import type { DeclaredQueue } from './declared-queue.js';

/** A queue in the graph. */
export interface QueueNode {
  readonly kind: 'queue';
  label: string;
  readonly queue: DeclaredQueue;
}

/** A task in the graph. */
export interface TaskNode {
  readonly kind: 'task';
  readonly label: string;
  /** Where its function runs. */
  readonly place: 'inline' | 'threads' | 'processes';
  /** Most calls at a time; as many as workers, where that was not given. */
  readonly concurrency: number;
  readonly ordered: boolean;
  /** What becomes of it in a run. */
  readonly build: Build;
  /** Whether it only runs for its effect. */
  readonly isSink: boolean;
}

/** An op in the graph. */
export interface OpNode {
  readonly kind: 'op';
  /** Which op: the verb that made it. */
  readonly op: string;
  readonly label: string;
  /** Of a batch that is only sent when it is full: how many items that are. */
  readonly size?: number | undefined;
  readonly build: Build;
}

/** What a node of the graph is: told by its `kind`. */
export type NodeAttributes = QueueNode | TaskNode | OpNode;

/** How a queue and a task or op are joined. */
export interface EdgeAttributes {
  /** Which of a node's inputs or outputs it is, from 0. */
  readonly port: number;
  /** Where a task's failed items go, in place of its results. */
  readonly kind?: 'failure';
  /** On the edges out of a split: the value whose items go there. */
  readonly value?: unknown;
}

export interface GraphAttributes {
  readonly name: string;
}

/** A pipeline as it was declared: queues, tasks and ops, joined in the direction in which items go. */
export type PipelineGraph = DirectedGraph<NodeAttributes, EdgeAttributes, GraphAttributes>;

export function createGraph(name: string): PipelineGraph {
  const graph: PipelineGraph = new DirectedGraph({ allowSelfLoops: false });
  graph.replaceAttributes({ name });
  return graph;
}

/** An id no other node has: "filter-7". */
export function nextId(graph: PipelineGraph, kind: string): string {
  return `${kind}-${graph.order + 1}`;
}

/**
 * All nodes, each after those that feed it.
 *
 * @throws {@link PipelineError} `cycle`, naming the queues on it
 */
export function inOrder(graph: PipelineGraph): string[] {
  const cycle = describeCycle(graph);
  if (cycle === undefined) return topologicalSort(graph);
  throw new PipelineError('cycle', `run: ${cycle}`);
}

/** What is wrong with a graph in which items would go round, naming the queues, and how to mend it. */
export function describeCycle(graph: PipelineGraph): string | undefined {
  const queues = findCycle(graph).filter((node) => graph.getNodeAttribute(node, 'kind') === 'queue');
  if (queues.length === 0) return undefined;
  const names = queues.map((node) => `"${graph.getNodeAttribute(node, 'label')}"`);
  return `items would go round for ever: ${[...names, names[0]].join(' → ')}. Give \`out\` or \`onError\` a queue that doesn't lead back.`;
}

/** The nodes of cycles, and those that cycles feed: what Kahn's algorithm leaves. */
export function fedByCycles(graph: PipelineGraph): ReadonlySet<string> {
  const left = new Map(graph.mapNodes((node) => [node, graph.inDegree(node)]));
  const free = [...left.keys()].filter((node) => left.get(node) === 0);
  for (let node = free.pop(); node !== undefined; node = free.pop()) {
    left.delete(node);
    graph.forEachOutNeighbor(node, (next) => {
      left.set(next, left.get(next)! - 1);
      if (left.get(next) === 0) free.push(next);
    });
  }
  return new Set(left.keys());
}

/** The nodes of one cycle, in the direction of its edges; none if there is none. */
function findCycle(graph: PipelineGraph): string[] {
  const left = fedByCycles(graph); // from any of these, going back ends in a cycle
  const path: string[] = [];
  let [node] = left;
  while (node !== undefined && !path.includes(node)) {
    path.push(node);
    node = graph.inNeighbors(node).find((before) => left.has(before));
  }
  return node === undefined ? [] : path.slice(path.indexOf(node)).toReversed();
}
