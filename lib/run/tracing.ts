import type { NodeTrace } from '../insight/trace/node-trace.js';
import type { QueueTrace } from '../insight/trace/queue-trace.js';
import { TaskTrace } from '../insight/trace/task-trace.js';
import type { Tracer } from '../insight/trace/tracer.js';
import type { PipelineGraph } from '../graph/pipeline-graph.js';

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
      const trace = attributes.kind === 'task' ? tracer.task(stop) : tracer.op(stop, attributes.op);
      this.#nodes.set(id, trace);
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
