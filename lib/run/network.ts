import { Channel } from '../flow/channel/channel.js';
import { Source } from '../flow/inputs/source.js';
import { Account } from '../flow/account.js';
import type { Site, Stage } from '../flow/stage.js';
import { keepShapes } from '../flow/tasks/shapes.js';
import { Latency } from '../insight/latency.js';
import type { NodeLoad } from '../insight/load.js';
import { Meter } from '../insight/meter.js';
import type { Tracer } from '../insight/trace/tracer.js';
import { notAQueue } from '../errors/pipelines.js';
import type { PipelineGraph } from '../graph/pipeline-graph.js';
import type { DeclaredQueue } from '../graph/declared-queue.js';
import { endsOfRows } from './rows.js';
import { Tracing } from './tracing.js';

/** A node of the graph in its place in a run, or a source, which the graph shows as its queue. */
export interface Node {
  readonly kind: 'source' | 'task' | 'op';
  readonly site: Site;
  readonly stage: Stage;
  /** Of a task: where its function runs. */
  readonly place?: NodeLoad['place'];
  /** Of a source: how items come to it. */
  readonly fed?: NodeLoad['fed'];
  /** The ids of the queues it reads and fills. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** A whole graph, wired. */
export interface Network {
  readonly nodes: readonly Node[];
  readonly queues: readonly DeclaredQueue[];
  /** Queues that nothing in the graph consumes. */
  readonly outputs: readonly DeclaredQueue[];
  /** Where the results of tasks without an output queue end. */
  readonly drains: readonly Channel<unknown>[];
}

/** What a run gives to every node. */
export type Surroundings = Pick<Site, 'scheduler' | 'signal' | 'fail' | 'poolOf' | 'inline' | 'tolerate'>;

/** Joins every node to its queues, from the outputs up, so that what is fed is there before what feeds it. */
export function wire(
  graph: PipelineGraph,
  order: readonly string[],
  run: Surroundings,
  tracer?: Tracer,
): Network {
  keepShapes();
  const tracing = tracer && new Tracing(graph, tracer);
  const nodes: Node[] = [];
  const queues: DeclaredQueue[] = [];
  const drains: Channel<unknown>[] = [];
  const channelOf = (id: string): Channel<unknown> => queueOf(graph, id).channel;

  for (const id of order) if (graph.getNodeAttribute(id, 'kind') === 'queue') queues.push(queueOf(graph, id));
  for (const { channel } of queues) channel.join(run.scheduler, run.fail);
  for (const id of endsOfRows(graph, order)) channelOf(id).endsRow = true;
  const outputs = queues.filter(({ id }) => graph.outDegree(id) === 0);
  for (const { channel, outlet } of outputs) {
    channel.passTo(outlet);
    channel.demand.waitsFor(outlet);
  }

  for (const id of order.toReversed()) {
    const attributes = graph.getNodeAttributes(id);
    if (attributes.kind === 'queue') continue;
    const isFailure = (edge: string): boolean => graph.getEdgeAttribute(edge, 'kind') === 'failure';
    const [failures] = graph.filterOutEdges(id, isFailure).map((edge) => channelOf(graph.target(edge)));
    const results = graph.filterOutEdges(id, (edge) => !isFailure(edge));
    const given = byPort(graph, results).map((edge) => channelOf(graph.target(edge)));
    if (attributes.kind === 'task' && attributes.isSink) {
      const drain = new Channel<unknown>();
      drain.join(run.scheduler, run.fail);
      drains.push(drain);
      given.push(drain);
    }
    const site: Site = {
      ...run,
      id,
      label: attributes.label,
      inputs: byPort(graph, graph.inEdges(id)).map((edge) => channelOf(graph.source(edge))),
      outputs: given,
      failures,
      trace: tracing?.taskOf(id),
      account: new Account(),
      meter: new Meter(),
      latency: new Latency(),
    };
    nodes.push({
      kind: attributes.kind,
      site,
      stage: attributes.build(site) ?? {},
      place: attributes.kind === 'task' ? attributes.place : undefined,
      before: graph.inNeighbors(id),
      after: graph.outNeighbors(id),
    });
  }
  for (const { id, channel } of queues) if (tracing !== undefined) channel.traceWith(tracing.queueOf(id));
  const fed = queues.filter(({ id }) => graph.inDegree(id) === 0).map((queue) => sourceOf(queue, run));
  return {
    nodes: [...fed, ...nodes.toReversed()],
    queues,
    outputs,
    drains,
  };
}

function queueOf(graph: PipelineGraph, id: string): DeclaredQueue {
  const attributes = graph.getNodeAttributes(id);
  if (attributes.kind !== 'queue') throw notAQueue(id);
  return attributes.queue;
}

function byPort(graph: PipelineGraph, edges: string[]): string[] {
  return edges.toSorted((a, b) => graph.getEdgeAttribute(a, 'port') - graph.getEdgeAttribute(b, 'port'));
}

function sourceOf(queue: DeclaredQueue, run: Surroundings): Node {
  const { id, name, channel, opener } = queue;
  const site: Site = {
    ...run,
    id: `source:${id}`,
    label: name,
    inputs: [],
    outputs: [channel],
    account: new Account(),
    meter: new Meter(),
    latency: new Latency(),
  };
  const stage =
    opener && 'pull' in opener ? new Source(name, opener, site) : queue.inlet.join(site, opener?.push);
  const fed = opener === undefined ? 'by hand' : 'pull' in opener ? 'by pulling' : 'by an Observable';
  return { kind: 'source', site, stage, fed, before: [], after: [id] };
}
