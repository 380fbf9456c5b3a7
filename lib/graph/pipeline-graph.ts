import { DirectedGraph } from 'graphology';
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
