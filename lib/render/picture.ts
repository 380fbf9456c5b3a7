import { preview } from '../preview.js';
import type { NodeAttributes, PipelineGraph, TaskNode } from '../graph/pipeline-graph.js';
import { rootsOf, type RenderOptions } from './options.js';

/** A node that is drawn. */
export interface PictureNode {
  /** As in the graph. */
  readonly id: string;
  readonly kind: NodeAttributes['kind'];
  readonly label: string;
  /** Of a task, where it runs and how many calls at a time, where that is known: "threads × 4". */
  readonly how: string | undefined;
}

/** An edge that is drawn: a queue between two nodes, or one of the two edges of a queue that is a node. */
export interface PictureEdge {
  readonly from: string;
  readonly to: string;
  /** The queue's id. */
  readonly queue: string;
  /** What stands at it: the value of a split, the queue's name. */
  readonly labels: readonly string[];
  /** Whether it is the way of failed items. */
  readonly isFailure: boolean;
  /** Whether items wait at its head. */
  readonly isFed: boolean;
}

/** What is drawn of a pipeline, in any format, in the order in which things were declared. */
export interface Picture {
  readonly name: string;
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
}

export function pictureOf(graph: PipelineGraph, options: RenderOptions): Picture {
  const roots = new Set(rootsOf(options).map(({ id }) => id));
  const seen = roots.size === 0 ? new Set(graph.nodes()) : reachable(graph, roots);
  const isNode = (id: string): boolean => {
    const attributes = graph.getNodeAttributes(id);
    if (attributes.kind !== 'queue' || options.queues === 'all' || roots.has(id)) return true;
    if (graph.inDegree(id) === 0 || graph.outDegree(id) === 0) return true;
    return options.queues === 'named' && !attributes.queue.isAnonymous;
  };
  const inRun = new Map(options.snapshot?.nodes.map(({ id, concurrency }) => [id, concurrency]));
  return {
    name: graph.getAttributes().name,
    nodes: graph
      .filterNodes((id) => seen.has(id) && isNode(id))
      .map((id) => nodeOf(graph, id, inRun.get(id))),
    edges: graph
      .filterNodes((id, { kind }) => seen.has(id) && kind === 'queue')
      .flatMap((id) => (isNode(id) ? aroundNode(graph, id) : throughEdge(graph, id)))
      .filter(({ from, to }) => seen.has(from) && seen.has(to)),
  };
}

/** The nodes that items of `roots` can come to. */
export function reachable(graph: PipelineGraph, roots: Iterable<string>): Set<string> {
  const seen = new Set(roots);
  for (const id of seen) graph.forEachOutNeighbor(id, (next) => void seen.add(next)); // grows as it is read
  return seen;
}

/** @param inRun how many calls at a time a task has in a run */
function nodeOf(graph: PipelineGraph, id: string, inRun: number | undefined): PictureNode {
  const attributes = graph.getNodeAttributes(id);
  const { kind, label } = attributes;
  return { id, kind, label, how: attributes.kind === 'task' ? howOf(attributes, inRun) : undefined };
}

function howOf({ place, concurrency }: TaskNode, inRun = concurrency): string | undefined {
  if (place === 'inline') return inRun === undefined || inRun === 1 ? undefined : `× ${inRun}`;
  return inRun === undefined ? place : `${place} × ${inRun}`;
}

/** The edges of a queue that is a node. */
function aroundNode(graph: PipelineGraph, queue: string): PictureEdge[] {
  const into = graph.mapInEdges(queue, (_edge, { value, kind }, from) => {
    const labels = value === undefined ? [] : [textOf(value)];
    return { from, to: queue, queue, labels, isFailure: kind === 'failure', isFed: true };
  });
  const isFed = into.length === 0;
  const out = graph.mapOutEdges(queue, (_edge, _attributes, _from, to) => {
    return { from: queue, to, queue, labels: [], isFailure: false, isFed };
  });
  return [...into, ...out];
}

/** The edges that a queue is where it is no node. */
function throughEdge(graph: PipelineGraph, queue: string): PictureEdge[] {
  const { label, isAnonymous } = namesOf(graph, queue);
  return graph.outNeighbors(queue).flatMap((to) =>
    graph.mapInEdges(queue, (_edge, { value, kind }, from) => {
      const labels = new Set(value === undefined ? [] : [textOf(value)]);
      if (!isAnonymous) labels.add(label);
      return { from, to, queue, labels: [...labels], isFailure: kind === 'failure', isFed: true };
    }),
  );
}

function namesOf(graph: PipelineGraph, id: string): { label: string; isAnonymous: boolean } {
  const attributes = graph.getNodeAttributes(id);
  return {
    label: attributes.label,
    isAnonymous: attributes.kind === 'queue' && attributes.queue.isAnonymous,
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : preview(value);
}
