import { availableParallelism } from 'node:os';
import type { DeclaredQueue } from './declared-queue.js';
import { describeCycle, fedByCycles, sortable } from './order.js';
import { concurrencyOf, type PipelineGraph, type TaskNode } from './pipeline-graph.js';

/** What kind of thing was found, as a word to compare with. */
export type FindingCode =
  | 'batch-above-capacity'
  | 'concurrency-above-cores'
  | 'cycle'
  | 'name-twice'
  | 'never-reached'
  | 'open-input'
  | 'output-collects'
  | 'source-not-slowed';

/** What will go wrong, or not as meant, when a pipeline is run. */
export interface Finding {
  /** `run()` refuses an error. A warning may be as meant; an info mostly is. */
  readonly severity: 'error' | 'warning' | 'info';
  /** What kind of thing it is: compare with this. */
  readonly code: FindingCode;
  /** The id of the node it is about. */
  readonly node?: string;
  /** Where, what, and how to mend it. */
  readonly message: string;
}

type Check = (graph: PipelineGraph) => Iterable<Finding>;

/** The errors come first. */
const CHECKS: readonly Check[] = [
  cycles,
  openInputs,
  pushingSources,
  unreachedTasks,
  collectingOutputs,
  wideTasks,
  largeBatches,
  namesTwice,
];

/** Looks at a graph as it was declared; runs nothing. */
export function check(graph: PipelineGraph): Finding[] {
  return CHECKS.flatMap((look) => [...look(graph)]);
}

function* cycles(graph: PipelineGraph): Iterable<Finding> {
  const message = describeCycle(graph);
  if (message !== undefined) yield { severity: 'error', code: 'cycle', message };
}

function* openInputs(graph: PipelineGraph): Iterable<Finding> {
  for (const queue of inputsOf(graph)) {
    if (queue.opener !== undefined || queue.inlet.isClosed) continue;
    const state = queue.inlet.isUsed ? "isn't closed yet" : "is fed by nothing, and isn't closed";
    const message = `queue "${queue.name}" ${state}: a run waits until it is. Close it after the last put(), or give it a source with \`from\`.`;
    yield { severity: 'warning', code: 'open-input', node: queue.id, message };
  }
}

function* pushingSources(graph: PipelineGraph): Iterable<Finding> {
  for (const queue of inputsOf(graph)) {
    if (!isPushed(queue)) continue;
    const message = `queue "${queue.name}" reads from an Observable, which can't be slowed: what comes too fast waits, without bound. Read from an iterable or a stream, or put() its items.`;
    yield { severity: 'warning', code: 'source-not-slowed', node: queue.id, message };
  }
}

function* unreachedTasks(graph: PipelineGraph): Iterable<Finding> {
  const live = inputsOf(graph).filter((queue) => !isEmpty(queue));
  const reached = new Set(live.map(({ id }) => id));
  for (const id of reached) graph.forEachOutNeighbor(id, (next) => void reached.add(next)); // grows as it is read
  const goRound = fedByCycles(graph); // of which there is an error already
  for (const [id, { label }] of tasksOf(graph)) {
    if (reached.has(id) || goRound.has(id)) continue;
    const message = `task "${label}" never gets an item: every queue that leads to it is empty. Give one of them items, or take the task out.`;
    yield { severity: 'warning', code: 'never-reached', node: id, message };
  }
}

function* collectingOutputs(graph: PipelineGraph): Iterable<Finding> {
  const endless = inputsOf(graph).filter(({ expected, inlet }) => expected === undefined && !inlet.isClosed);
  const fed = new Set(endless.map(({ id }) => id));
  for (const id of fed) graph.forEachOutNeighbor(id, (next) => void fed.add(next));
  for (const queue of queuesOf(graph)) {
    if (graph.outDegree(queue.id) > 0 || graph.inDegree(queue.id) === 0) continue;
    if (queue.channel.audience.isWatching || queue.outlet.hasReaders || !fed.has(queue.id)) continue;
    const message = `${outputOf(queue, graph)} is read by nobody yet, and no end of its input is in sight: it will keep every item until flush(). Subscribe to it, iterate over it, or end it in a sink().`;
    yield { severity: 'info', code: 'output-collects', node: queue.id, message };
  }
}

/** An output by its name, or, where that was made up, by what fills it. */
function outputOf(queue: DeclaredQueue, graph: PipelineGraph): string {
  if (!queue.isAnonymous) return `queue "${queue.name}"`;
  const from = graph.mapInNeighbors(queue.id, (_id, { label }) => label).join(', ');
  if (queue.takesFailures) return `the queue of failures of ${from}`;
  const isOneOfMany = graph.someInNeighbor(queue.id, (id) => outputsOf(graph, id) > 1);
  return `${isOneOfMany ? 'an' : 'the'} output of ${from}`;
}

function* wideTasks(graph: PipelineGraph): Iterable<Finding> {
  const cores = availableParallelism();
  for (const [id, { label, place, concurrency }] of tasksOf(graph)) {
    if (place === 'inline' || concurrency === undefined || concurrency <= cores) continue;
    const message = `task "${label}" may have ${concurrency} calls at a time on ${place}, of which this machine runs ${cores}. That helps calls that wait for something; for those that compute, give it a \`concurrency\` of ${cores}.`;
    yield { severity: 'info', code: 'concurrency-above-cores', node: id, message };
  }
}

function* largeBatches(graph: PipelineGraph): Iterable<Finding> {
  const rooms = roomsBefore(graph);
  for (const { node: id, attributes } of graph.nodeEntries()) {
    if (attributes.kind !== 'op' || attributes.size === undefined) continue;
    const room = rooms.get(id) ?? Infinity; // behind a cycle: of that there is an error already
    const [worker] = graph.outNeighbors(id).flatMap((queue) => graph.outNeighbors(queue));
    const task = worker === undefined ? undefined : graph.getNodeAttributes(worker);
    if (attributes.size <= room || task?.kind !== 'task') continue;
    if (concurrencyOf(task.concurrency, task.place === 'inline' ? undefined : Infinity) > 1) continue;
    const message = `${attributes.label} is larger than any queue before it (${room}), and "${task.label}" works on one at a time: each waits for the other. Make the batches smaller, give a queue before them a \`capacity\` of ${attributes.size}, or the task more \`concurrency\`.`;
    yield { severity: 'info', code: 'batch-above-capacity', node: id, message };
  }
}

function* namesTwice(graph: PipelineGraph): Iterable<Finding> {
  const seen = new Set<string>();
  const told = new Set<string>();
  for (const { id, name, isAnonymous } of queuesOf(graph)) {
    if (isAnonymous) continue;
    if (seen.has(name) && !told.has(name)) {
      told.add(name);
      const message = `more than one queue is named "${name}": reports and errors can't tell them apart. Give one another name with named().`;
      yield { severity: 'warning', code: 'name-twice', node: id, message };
    }
    seen.add(name);
  }
}

/** How many outputs a node has; failures are not among them. */
function outputsOf(graph: PipelineGraph, node: string): number {
  return graph.filterOutEdges(node, (_edge, { kind }) => kind !== 'failure').length;
}

function queuesOf(graph: PipelineGraph): DeclaredQueue[] {
  return graph.mapNodes((_id, node) => (node.kind === 'queue' ? [node.queue] : [])).flat();
}

function inputsOf(graph: PipelineGraph): DeclaredQueue[] {
  return queuesOf(graph).filter(({ id }) => graph.inDegree(id) === 0);
}

function tasksOf(graph: PipelineGraph): (readonly [string, TaskNode])[] {
  return graph.mapNodes((id, node) => (node.kind === 'task' ? [[id, node] as const] : [])).flat();
}

/** A promise is pushed as well, but is one item. */
function isPushed({ opener, expected }: DeclaredQueue): boolean {
  return opener !== undefined && 'push' in opener && expected === undefined;
}

function isEmpty({ expected, inlet, channel }: DeclaredQueue): boolean {
  return expected === 0 || (inlet.isClosed && channel.accepted + channel.entered === 0);
}

/** How many items may wait in the largest of the queues that lead to a node, itself among them. */
function roomsBefore(graph: PipelineGraph): ReadonlyMap<string, number> {
  const rooms = new Map<string, number>();
  for (const id of sortable(graph)) {
    const node = graph.getNodeAttributes(id);
    const own = node.kind === 'queue' ? node.queue.capacity : 0;
    const before = graph.mapInNeighbors(id, (previous) => rooms.get(previous)!);
    rooms.set(
      id,
      before.reduce((most, room) => Math.max(most, room), own),
    );
  }
  return rooms;
}
