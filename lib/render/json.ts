import { preview } from '../preview.js';
import type { EdgeAttributes, NodeAttributes, PipelineGraph } from '../graph/pipeline-graph.js';
import { reachable } from './picture.js';
import { rootsOf, type RenderOptions } from './options.js';

/** A pipeline's graph as plain values, in the form that graphology imports. */
export interface GraphJson {
  /** The pipeline's name. */
  readonly attributes: { readonly name: string };
  /** What kind of graph it is: a directed one. */
  readonly options: { readonly type: 'directed'; readonly multi: boolean; readonly allowSelfLoops: boolean };
  /** Queues, tasks and ops, by their ids. */
  readonly nodes: readonly { readonly key: string; readonly attributes: Record<string, unknown> }[];
  /** From queues to what reads them, and from tasks and ops to what they fill. */
  readonly edges: readonly {
    readonly source: string;
    readonly target: string;
    readonly attributes: Record<string, unknown>;
  }[];
}

/** Every queue is a node here. With a snapshot, nodes have their part of it as `load`. */
export function toJson(graph: PipelineGraph, options: RenderOptions = {}): GraphJson {
  const roots = rootsOf(options).map(({ id }) => id);
  const seen = roots.length === 0 ? new Set(graph.nodes()) : reachable(graph, roots);
  const { nodes = [], queues = [] } = options.snapshot ?? {};
  const loads = new Map([...nodes, ...queues].map((load) => [load.id, load]));
  return {
    attributes: { name: graph.getAttributes().name },
    options: { type: 'directed', multi: false, allowSelfLoops: false },
    nodes: graph
      .filterNodes((id) => seen.has(id))
      .map((key) => {
        const load = loads.get(key);
        return {
          key,
          attributes: { ...plain(graph.getNodeAttributes(key)), ...(load !== undefined && { load }) },
        };
      }),
    edges: graph
      .filterEdges((_edge, _attributes, source, target) => seen.has(source) && seen.has(target))
      .map((edge) => ({
        source: graph.source(edge),
        target: graph.target(edge),
        attributes: plainEdge(graph.getEdgeAttributes(edge)),
      })),
  };
}

/** A split's value may be anything; what JSON has no form for is shown as an error message would. */
function plainEdge({ value, ...rest }: EdgeAttributes): Record<string, unknown> {
  if (value === undefined) return rest;
  const isPlain = ['string', 'boolean'].includes(typeof value) || value === null || Number.isFinite(value);
  return { ...rest, value: isPlain ? value : preview(value) };
}

/** Attributes without what only a run understands. */
function plain(attributes: NodeAttributes): Record<string, unknown> {
  if (attributes.kind === 'queue') {
    const { kind, label, queue } = attributes;
    return { kind, label, isAnonymous: queue.isAnonymous, capacity: queue.capacity };
  }
  const { build: _build, ...rest } = attributes;
  return rest;
}
