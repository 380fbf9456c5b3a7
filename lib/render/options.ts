import { checkKeys, invalid } from '../arguments.js';
import { notOfPipeline } from '../errors/pipelines.js';
import type { PipelineGraph } from '../graph/pipeline-graph.js';
import type { DeclaredQueue } from '../graph/declared-queue.js';
import type { Report, Snapshot } from '../run/report.js';

/** How a pipeline is drawn. */
export interface RenderOptions {
  /**
   * Which queues are nodes of their own: those that begin or end the graph, those with a name as well,
   * or all. The others are edges; their names, if they were given any, are labels. @default 'ends'
   */
  readonly queues?: 'ends' | 'named' | 'all';
  /** Which way items go: left to right, top to bottom, or the reverse. @default 'LR' */
  readonly direction?: 'LR' | 'TB' | 'RL' | 'BT';
  /** Draw only what can be reached from here. @default the whole pipeline */
  readonly root?: DeclaredQueue | readonly DeclaredQueue[];
  /** Show the load: what `run.snapshot()` or the report of a run tells, in the same layout. */
  readonly snapshot?: Snapshot | Report;
}

const VALUES = {
  queues: ['ends', 'named', 'all'],
  direction: ['LR', 'TB', 'RL', 'BT'],
} as const;

/** @throws unless `options` are of a picture of `graph`. */
export function checkRenderOptions(where: string, options: RenderOptions, graph: PipelineGraph): void {
  checkKeys(where, options, ['queues', 'direction', 'root', 'snapshot']);
  for (const name of ['queues', 'direction'] as const) {
    const known: readonly string[] = VALUES[name];
    if (options[name] !== undefined && !known.includes(options[name]))
      throw invalid(where, name, known.map((value) => `'${value}'`).join(', '), options[name]);
  }
  rootsOf(options).forEach((root) => checkRoot(where, root, graph));
  const { snapshot } = options;
  if (snapshot !== undefined && !isSnapshot(snapshot))
    throw invalid(where, 'snapshot', 'a snapshot or a report of a run', snapshot);
}

/** It may have been read from a file. */
function isSnapshot(value: Snapshot | Report | null): boolean {
  return Array.isArray(value?.nodes) && Array.isArray(value.queues) && typeof value.verdict === 'object';
}

/** The queues to start from; none for all of the pipeline. */
export function rootsOf({ root = [] }: RenderOptions): readonly DeclaredQueue[] {
  return Array.isArray(root) ? root : [root as DeclaredQueue];
}

function checkRoot(where: string, root: DeclaredQueue, graph: PipelineGraph): void {
  if (typeof root?.id !== 'string') throw invalid(where, 'root', 'a Queue, or an array of them', root);
  if (isIn(graph, root)) return;
  const { name } = graph.getAttributes();
  throw notOfPipeline(where, root, name);
}

function isIn(graph: PipelineGraph, queue: DeclaredQueue): boolean {
  const node = graph.hasNode(queue.id) && graph.getNodeAttributes(queue.id);
  return node && node.kind === 'queue' && node.queue === queue;
}
