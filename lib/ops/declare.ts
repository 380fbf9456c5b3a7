import { checkKeys, checkType, invalid } from '../arguments.js';
import { alreadyRun, queueTaken, type PipelineError } from '../errors.js';
import { otherPipeline } from '../errors/pipelines.js';
import type { NodeAttributes, OpNode, TaskNode } from '../graph/pipeline-graph.js';
import { nameAfterOutputs, nextId } from '../graph/pipeline-graph.js';
import { Queue, type QueueFor } from '../queue.js';

/** Where a verb's results go. */
export interface Out<R> {
  /** An existing queue that nothing fills yet, in place of a new one. */
  readonly out?: QueueFor<R>;
  /** A name for the new queue. */
  readonly name?: string;
}

/** The same, for verbs with many results. */
export interface Outs<Queues extends readonly unknown[]> {
  /** Existing queues that nothing fills yet, in place of new ones. */
  readonly out?: Queues;
  /** Names for the new queues. */
  readonly names?: { readonly [K in keyof Queues]: string };
}

export const OUT_KEYS = ['out', 'name'] as const;

/** A node's attributes but for those that follow from the verb. A task may have no name of its own. */
type Declared =
  | (Omit<TaskNode, 'kind' | 'label' | 'isAnonymous'> & { readonly label: string | undefined })
  | Omit<OpNode, 'kind' | 'op'>;

/** What a verb declares: a node between queues that exist and queues that may not yet. */
export interface Declaration {
  readonly verb: string;
  readonly node: Declared;
  readonly inputs: readonly Queue<any>[];
  /** One each output: an existing queue, or the options of a new one; and the value it stands for. */
  readonly outputs: readonly {
    readonly out?: Queue<any> | undefined;
    readonly name?: string | undefined;
    readonly value?: unknown;
  }[];
  /** Where a task's failed items go: a queue that other tasks may send theirs to as well. */
  readonly failures?: Queue<any> | undefined;
}

/**
 * Puts a task or an op into the graph of its inputs' pipeline, and joins it to its queues. All is
 * checked first: a refused verb leaves the graph as it was.
 */
export function declare({ verb, node, inputs, outputs, failures }: Declaration): Queue<any>[] {
  const { pipeline } = inputs[0]!;
  const { graph } = pipeline;
  checkFree(
    verb,
    inputs,
    outputs.map(({ out }) => out),
  );

  if (failures !== undefined)
    checkFailures(
      verb,
      inputs[0]!,
      failures,
      outputs.map(({ out }) => out),
    );

  const isTask = 'isSink' in node;
  if (isTask) pipeline.tasks++;
  const label = node.label || outputName(outputs[0]) || `task ${pipeline.tasks}`;
  const attributes = (
    isTask ? { kind: 'task', ...node, label, isAnonymous: !node.label } : { kind: 'op', op: verb, ...node }
  ) as NodeAttributes;
  const id = nextId(graph, isTask ? 'task' : verb);
  graph.addNode(id, attributes);
  const who = (): string => graph.getNodeAttribute(id, 'label');
  inputs.forEach((queue, port) => {
    queue.consumer = who;
    graph.addEdge(queue.id, id, { port });
  });
  if (failures !== undefined) {
    failures.takesFailures = true;
    failures.producer ??= () => `failures of ${who()}`;
    graph.addEdge(id, failures.id, { port: outputs.length, kind: 'failure' });
  }
  const queues = outputs.map(({ out, name, value }, port) => {
    const queue = out ?? pipeline.queue(name === undefined ? {} : { name });
    queue.producer = who;
    graph.addEdge(id, queue.id, value === undefined ? { port } : { port, value });
    return queue;
  });
  nameAfterOutputs(graph, id);
  return queues;
}

/** The name that an output was given, if any. */
function outputName(output: Declaration['outputs'][number] | undefined): string | undefined {
  const { out, name } = output ?? {};
  return out === undefined ? name : out.isAnonymous ? undefined : out.name;
}

/** @throws unless `queue` is a queue. */
export function checkQueue(verb: string, queue: unknown, name = 'queue'): void {
  if (queue instanceof Queue) return;
  const isForeign = (queue as object | null)?.constructor?.name === Queue.name;
  throw invalid(
    verb,
    name,
    isForeign ? 'a Queue of this copy of skorche (two are installed)' : 'a Queue',
    queue,
  );
}

/** @throws unless `options` are those of a verb with one result. */
export function checkOut(verb: string, options: Out<any>, more: readonly string[] = []): void {
  checkKeys(verb, options, [...OUT_KEYS, ...more]);
  checkType(verb, 'name', options.name, 'string');
  if (options.out !== undefined) checkQueue(verb, options.out, 'out');
}

/** @throws unless `options` are those of a verb with `count` results. */
export function checkOuts(verb: string, options: Outs<readonly Queue<any>[]>, count: number): void {
  checkKeys(verb, options, ['out', 'names']);
  const { out, names } = options;
  if (names !== undefined) {
    checkCount(verb, 'names', names, count, 'strings');
    for (const [i, name] of names.entries())
      if (typeof name !== 'string') throw invalid(verb, `names[${i}]`, 'a string', name);
  }
  if (out === undefined) return;
  checkCount(verb, 'out', out, count, 'queues');
  out.forEach((queue, i) => checkQueue(verb, queue, `out[${i}]`));
}

function checkCount(verb: string, name: string, value: unknown, count: number, what: string): void {
  if (!Array.isArray(value) || value.length !== count)
    throw invalid(verb, name, `an array of ${count} ${what}`, value);
}

/** @throws unless the inputs can still be read, the outputs still be filled, and all are of one pipeline. */
export function checkFree(
  verb: string,
  inputs: readonly Queue<any>[],
  outs: readonly (Queue<any> | undefined)[],
): void {
  const { pipeline } = inputs[0]!;
  if (pipeline.hasRun) throw alreadyRun(verb, pipeline.name);
  checkInputs(verb, inputs);
  checkOutputs(verb, inputs[0]!, outs);
}

function checkInputs(verb: string, inputs: readonly Queue<any>[]): void {
  const seen = new Set<Queue<any>>();
  for (const queue of inputs) {
    checkSamePipeline(verb, inputs[0]!, queue);
    if (seen.has(queue)) throw twice(verb, queue, 'consumer', `${verb} itself`);
    if (queue.consumer !== undefined) throw twice(verb, queue, 'consumer', queue.consumer());
    if (queue.outlet.hasReaders) throw twice(verb, queue, 'consumer', 'for await');
    seen.add(queue);
  }
}

function checkOutputs(verb: string, input: Queue<any>, outs: readonly (Queue<any> | undefined)[]): void {
  const seen = new Set<Queue<any>>();
  for (const queue of outs) {
    if (queue === undefined) continue;
    checkSamePipeline(verb, input, queue);
    if (seen.has(queue)) throw twice(verb, queue, 'producer', `${verb} itself`);
    if (queue.producer !== undefined) throw twice(verb, queue, 'producer', queue.producer());
    if (queue.inlet.isUsed) throw twice(verb, queue, 'producer', 'put() or next()');
    seen.add(queue);
  }
}

/** A queue of failed items may be filled by many tasks, but by nothing else. */
function checkFailures(
  verb: string,
  input: Queue<any>,
  failures: Queue<any>,
  outs: readonly unknown[],
): void {
  checkSamePipeline(verb, input, failures);
  if (outs.includes(failures)) throw twice(verb, failures, 'producer', `${verb} itself`);
  if (!failures.takesFailures) checkOutputs(verb, input, [failures]);
}

function checkSamePipeline(verb: string, a: Queue<any>, b: Queue<any>): void {
  if (a.pipeline === b.pipeline) return;
  throw otherPipeline(verb, a, b);
}

function twice(verb: string, queue: Queue<any>, role: 'consumer' | 'producer', who: string): PipelineError {
  return queueTaken(verb, queue.name, role, who);
}
