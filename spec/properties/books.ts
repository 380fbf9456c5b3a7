import { expect } from '@jest/globals';
import { concurrencyOf } from '../../lib/graph/pipeline-graph.js';
import type { NodeReport, PipelineGraph, QueueReport, Snapshot } from '../../lib/index.js';

/**
 * Checks the counts of a run that has ended against the graph: what a node gave out, its queues took
 * in; what a queue gave out, its consumer took in; and every item a node took in is accounted for.
 */
export function expectBalance(graph: PipelineGraph, { nodes, queues }: Snapshot): void {
  const queueOf = new Map(queues.map((queue) => [queue.id, queue]));
  for (const queue of queues) expect(queue).toMatchObject({ waiting: 0, out: queue.in });
  for (const node of nodes) {
    const isSource = node.kind === 'source';
    const inputs = isSource ? [] : graph.inNeighbors(node.id);
    const outputs = isSource ? [node.id.slice('source:'.length)] : resultsOf(graph, node.id);
    if (!isSource) expect({ ...node }).toMatchObject({ in: total(inputs, 'out', queueOf) });
    if (outputs.length > 0) expect({ ...node }).toMatchObject({ out: total(outputs, 'in', queueOf) });
    const left = { active: node.active, unaccounted: unaccounted(node, outputs.length) };
    expect({ ...node, ...left }).toEqual({ ...node, active: 0, unaccounted: 0 });
  }
}

function resultsOf(graph: PipelineGraph, node: string): string[] {
  const results = graph.filterOutEdges(node, (_edge, { kind }) => kind !== 'failure');
  return results.map((edge) => graph.target(edge));
}

/** Checks that what tasks have failed on has gone into their failure queues, all of it. */
export function expectRouted(graph: PipelineGraph, { nodes, queues }: Snapshot): void {
  const failedOf = new Map(nodes.map(({ id, failed }) => [id, failed]));
  for (const { id, name, in: entered } of queues) {
    const failures = graph.filterInEdges(id, (_edge, { kind }) => kind === 'failure');
    if (failures.length === 0) continue;
    const failed = failures.reduce((sum, edge) => sum + failedOf.get(graph.source(edge))!, 0);
    expect({ name, entered }).toEqual({ name, entered: failed });
  }
}

/** Items in that have met no fate. Batches change the count: the interpreter sees to those. */
function unaccounted({ label, in: taken, out, ...node }: NodeReport, outputs: number): number {
  if (/^(Batch|Unbatch)/.test(label)) return 0;
  const fates = node.failed + node.skipped + node.dropped + node.discarded;
  return taken * (label === 'Tee' ? outputs : 1) - out - fates;
}

function total(ids: readonly string[], key: 'in' | 'out', queues: ReadonlyMap<string, QueueReport>): number {
  return sumOf(ids, (id) => queues.get(id)![key]);
}

/**
 * Checks that no queue ever held more than its capacity and what may have been under way towards it
 * when it became full. `unbounded` ones have no bound.
 */
export function expectBounds(
  graph: PipelineGraph,
  { queues }: Snapshot,
  unbounded: ReadonlySet<string>,
): void {
  for (const { id, name, peak, capacity } of queues) {
    if (unbounded.has(id)) continue;
    const bound = capacity + underWay(graph, id);
    expect({ name, peak, isWithin: peak <= bound }).toEqual({ name, peak, isWithin: true });
  }
}

/**
 * The most items that can be on their way into a queue: its producer's concurrency. An op starts
 * nothing on its own, so that what is under way towards its inputs counts, along every path; a batch
 * begun may be sent short on top of it.
 */
function underWay(graph: PipelineGraph, queue: string): number {
  const producers = graph.inNeighbors(queue);
  return producers.length === 0 ? 1 : sumOf(producers, (producer) => onTheWay(graph, producer));
}

function onTheWay(graph: PipelineGraph, producer: string): number {
  const attributes = graph.getNodeAttributes(producer);
  if (attributes.kind === 'task') return concurrencyOf(attributes.concurrency);
  if (attributes.kind === 'queue') throw new TypeError(`${producer} is a queue that fills a queue`);
  if (attributes.op === 'unbatch' || attributes.label.includes('fill=false')) return 1;
  const before = sumOf(graph.inNeighbors(producer), (input) => underWay(graph, input));
  return before + (attributes.op === 'batch' ? 1 : 0);
}

function sumOf<T>(all: readonly T[], count: (one: T) => number): number {
  return all.reduce((sum, one) => sum + count(one), 0);
}
