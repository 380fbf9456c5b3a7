import { expect } from '@jest/globals';
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
    const outputs = isSource ? [node.id.slice('source:'.length)] : graph.outNeighbors(node.id);
    if (!isSource) expect({ ...node }).toMatchObject({ in: total(inputs, 'out', queueOf) });
    if (outputs.length > 0) expect({ ...node }).toMatchObject({ out: total(outputs, 'in', queueOf) });
    expect({ ...node, active: 0, unaccounted: unaccounted(node, outputs.length) }).toEqual({
      ...node,
      active: 0,
      unaccounted: 0,
    });
  }
}

/** Items in that have met no fate. Batches change the count: the interpreter sees to those. */
function unaccounted({ label, in: taken, out, ...node }: NodeReport, outputs: number): number {
  if (/^(Batch|Unbatch)/.test(label)) return 0;
  const fates = node.failed + node.skipped + node.dropped + node.discarded;
  return taken * (label === 'Tee' ? outputs : 1) - out - fates;
}

function total(ids: readonly string[], key: 'in' | 'out', queues: ReadonlyMap<string, QueueReport>): number {
  return ids.reduce((sum, id) => sum + queues.get(id)![key], 0);
}

/**
 * Checks that no queue ever held more than its capacity and what may have been under way towards it
 * when it became full. Queues that items are pushed into have no bound.
 */
export function expectBounds(graph: PipelineGraph, { queues }: Snapshot, pushed: ReadonlySet<string>): void {
  for (const { id, name, peak, capacity } of queues) {
    if (pushed.has(id)) continue;
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
  const [producer] = graph.inNeighbors(queue);
  if (producer === undefined) return 1;
  const attributes = graph.getNodeAttributes(producer);
  if (attributes.kind === 'task') return attributes.concurrency;
  if (attributes.kind === 'queue') throw new TypeError(`${queue} is filled by a queue`);
  if (attributes.op === 'unbatch' || attributes.label.includes('fill=false')) return 1;
  const before = graph.inNeighbors(producer).map((input) => underWay(graph, input));
  return before.reduce((sum, one) => sum + one, attributes.op === 'batch' ? 1 : 0);
}
