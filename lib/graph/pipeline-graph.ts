import { DirectedGraph } from 'graphology';
import type { Build } from '../flow/stage.js';
import type { DeclaredQueue } from './declared-queue.js';

/** A queue in the graph. */
export interface QueueNode {
  readonly kind: 'queue';
  label: string;
  readonly queue: DeclaredQueue;
}

/**
 * How what a task or op gives comes of what it takes. `one for one`: of each item one, or none where it fails on it or
 * turns it away; `copies`: of each item one at every output; `groups`: of several items one, of all that came since the
 * last; `parts`: of each item several.
 */
export type Gives = 'one for one' | 'copies' | 'groups' | 'parts';

/** What a task or op does with items: all that others need to know of it. */
interface Worked {
  readonly label: string;
  readonly gives: Gives;
  /** How many items each output will get, of so many at each input; left out where that depends on the items. */
  readonly expected?: ((taken: readonly number[]) => number) | undefined;
  /** What becomes of it in a run. */
  readonly build: Build;
}

/** A task in the graph. */
export interface TaskNode extends Worked {
  readonly kind: 'task';
  /** Whether neither it nor its function has a name: it takes that of its output queue, or is "task 2". */
  readonly isAnonymous: boolean;
  /** Where its function runs. */
  readonly place: 'inline' | 'threads' | 'processes';
  /** Most calls at a time, where that was given: else the run decides, which knows how many workers there are. */
  readonly concurrency?: number | undefined;
  readonly ordered: boolean;
  /** Whether it only runs for its effect. */
  readonly isSink: boolean;
}

/** An op in the graph. */
export interface OpNode extends Worked {
  readonly kind: 'op';
  /** Which op: the verb that made it, for pictures and programs to tell. */
  readonly op: string;
  /** Whether its function has no name: then the names that its outputs were given stand for that. */
  readonly isAnonymous?: boolean | undefined;
  /** Of groups that are only given when they are full: how many items that are. */
  readonly size?: number | undefined;
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

/** Gives a queue a name; and a task that fills it, if that has none of its own. */
export function rename(graph: PipelineGraph, queue: string, name: string): void {
  graph.setNodeAttribute(queue, 'label', name);
  graph.forEachInEdge(queue, (_edge, { kind }, from, _queue, node) => {
    const isNameless = node.kind === 'task' && node.isAnonymous && kind !== 'failure';
    if (isNameless) graph.setNodeAttribute(from, 'label', name);
    nameAfterOutputs(graph, from);
  });
}

/** Labels an op whose function has no name by the names that its outputs were given: "Filter(good)". */
export function nameAfterOutputs(graph: PipelineGraph, op: string): void {
  const node = graph.getNodeAttributes(op);
  if (node.kind !== 'op' || node.isAnonymous !== true) return;
  const names = graph.mapOutNeighbors(op, (_id, out) =>
    out.kind === 'queue' && !out.queue.isAnonymous ? [out.queue.name] : [],
  );
  const [verb] = node.label.split('(', 1);
  const given = names.flat().join(', ');
  graph.setNodeAttribute(op, 'label', given === '' ? verb! : `${verb}(${given})`);
}

/** Most calls of a task at a time: what was given; else as many as it has workers, and one on this thread. */
export function concurrencyOf(given: number | undefined, workers = 1): number {
  return given ?? workers;
}

/** An id no other node has: "filter-7". */
export function nextId(graph: PipelineGraph, kind: string): string {
  return `${kind}-${graph.order + 1}`;
}
