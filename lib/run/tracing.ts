import { Grouping, Parting, Passing, type NodeTrace } from '../insight/trace/node-trace.js';
import type { QueueTrace } from '../insight/trace/queue-trace.js';
import { TaskTrace } from '../insight/trace/task-trace.js';
import type { Tracer } from '../insight/trace/tracer.js';
import type { Gives, PipelineGraph } from '../graph/pipeline-graph.js';

/** How items go through an op, by what it gives. */
const PASSAGES = {
  'one for one': Passing,
  copies: Passing,
  groups: Grouping,
  parts: Parting,
} as const satisfies Record<Gives, unknown>;

/** A graph, as its items are followed through it. */
export class Tracing {
  readonly #graph: PipelineGraph;
  readonly #tracer: Tracer;
  readonly #nodes = new Map<string, NodeTrace>();

  constructor(graph: PipelineGraph, tracer: Tracer) {
    this.#graph = graph;
    this.#tracer = tracer;
    graph.forEachNode((id, attributes) => {
      if (attributes.kind === 'queue') return;
      const stop = { id, label: attributes.label };
      const Kind = attributes.kind === 'task' ? TaskTrace : PASSAGES[attributes.gives];
      this.#nodes.set(id, tracer.node<NodeTrace>(stop, Kind));
    });
  }

  taskOf(id: string): TaskTrace | undefined {
    const trace = this.#nodes.get(id);
    return trace instanceof TaskTrace ? trace : undefined;
  }

  queueOf(id: string): QueueTrace {
    const producers = this.#graph.inNeighbors(id).map((node) => this.#nodes.get(node)!);
    const [consumer] = this.#graph.outNeighbors(id).map((node) => this.#nodes.get(node)!);
    const origins = producers.length > 0 ? producers : [this.#tracer.source(`source:${id}`)];
    return this.#tracer.queue(id, origins, consumer);
  }
}
