import { PipelineError, reasonOf, SkorcheError } from '../errors.js';

/** A queue, as errors tell of it. */
interface Of {
  readonly name: string;
  readonly pipeline: { readonly name: string };
}

/** Two queues that are to be joined are of two pipelines. */
export function otherPipeline(where: string, a: Of, b: Of): PipelineError {
  return new PipelineError(
    'other-pipeline',
    `${where}: queue "${b.name}" is of pipeline "${b.pipeline.name}", queue "${a.name}" of pipeline "${a.pipeline.name}". Declare them on one.`,
  );
}

/** A queue to draw from is of another pipeline than the one that is drawn. */
export function notOfPipeline(where: string, root: Of, pipeline: string): PipelineError {
  return new PipelineError(
    'other-pipeline',
    `${where}: queue "${root.name}" is of pipeline "${root.pipeline.name}", not of "${pipeline}". Draw its own pipeline.`,
  );
}

/** Items would go round. */
export function goesRound(cycle: string): PipelineError {
  return new PipelineError('cycle', `run: ${cycle}`);
}

/** A queue is given an item after its end: it was closed, or the run has ended, with an error or without. */
export function queueClosed(queue: string, end: { readonly error?: unknown } | undefined): PipelineError {
  const why = end === undefined ? 'it was closed' : 'the run is over, or ending';
  return new PipelineError(
    'queue-closed',
    `queue "${queue}": takes no more items, ${why}`,
    end !== undefined && 'error' in end ? { cause: end.error } : undefined,
  );
}

/** Items are unaccounted for at the end of a run. */
export function unbalanced(node: string, owed: number, account: object): SkorcheError {
  return new SkorcheError(
    'ledger-unbalanced',
    `ledger: ${node} can't account for ${owed} item(s): ${JSON.stringify(account)}. This is a bug in skorche: please report it.`,
  );
}

/** Graphviz could not draw a pipeline: it said why, or failed itself. */
export function renderFailed(where: string, pipeline: string, cause: unknown): SkorcheError {
  return new SkorcheError(
    'render-failed',
    `${where}: Graphviz could not draw pipeline "${pipeline}": ${reasonOf(cause)}. toDot() gives what it was to draw.`,
    { cause },
  );
}

/** What Graphviz said. */
export function graphvizSays(errors: readonly { readonly message: string }[]): Error {
  return new Error(errors.map(({ message }) => message).join('; '));
}

/** A node of the graph is taken for a queue: a fault of ours. */
export function notAQueue(id: string): TypeError {
  return new TypeError(`${id} is not a queue`);
}

/** A task asked for what comes only when its own call is over. */
export function awaitsItself(verb: string): PipelineError {
  return new PipelineError(
    'awaits-itself',
    `${verb}: a task of this run would wait for itself. In a task, call it without \`await\`.`,
  );
}

/** Nothing can wake up a run any more. */
export function stalled(pipeline: string, why: string): SkorcheError {
  return new SkorcheError(
    'stalled',
    `pipeline "${pipeline}" waits for ever: ${why}. The program has nothing else to do. Does a task wait for its own run, or for what comes after it?`,
  );
}

/** A run that was stopped was not through in the time that it was given for that. */
export function notStopped(ms: number): DOMException {
  return new DOMException(`stop: not everything that was in was worked off within ${ms} ms`, 'AbortError');
}
