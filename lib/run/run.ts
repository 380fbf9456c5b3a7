import { checkInteger, checkKeys, invalid } from '../arguments.js';
import { alreadyRun } from '../errors.js';
import { systemClock, type Clock } from '../flow/clock.js';
import type { PipelineGraph } from '../graph/pipeline-graph.js';
import { ActiveRun, type Run } from './active-run.js';
import { watchForDryness } from './dry.js';
import { Engine, type End } from './engine.js';

/** How a pipeline is run. */
export interface RunOptions {
  /** Aborts the run: it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Worker threads, from 1. @default `os.availableParallelism()` */
  readonly threads?: number;
  /** Child processes, from 1. @default `os.availableParallelism()` */
  readonly processes?: number;
}

/** Begins a run of `graph`, for the first time or not. Never throws: what is wrong rejects. */
export function begin(
  graph: PipelineGraph,
  hasRun: boolean,
  options: RunOptions = {},
  clock: Clock = systemClock,
): Run {
  let engine: Engine | undefined;
  const controls = {
    snapshot: () => engine?.snapshot() ?? { at: 0, nodes: [], queues: [] },
    stop: () => engine?.stop(),
    abort: (reason?: unknown) => engine?.abort(reason),
  };
  return new ActiveRun(controls, (resolve, reject) => {
    checkRunOptions(options);
    const { name } = graph.getAttributes();
    if (hasRun) throw alreadyRun('run', name);
    const { signal } = options;
    const abort = (): void => engine?.abort(signal?.reason);
    const endWatch = watchForDryness(graph);
    const finished = ({ ...end }: End): void => {
      signal?.removeEventListener('abort', abort);
      endWatch();
      if ('error' in end) reject(end.error);
      else resolve(engine!.report());
    };
    try {
      engine = new Engine(graph, options, clock, finished);
    } catch (error) {
      endAll(graph, { error });
      endWatch();
      throw error;
    }
    signal?.addEventListener('abort', abort);
    if (signal?.aborted) abort();
  });
}

function checkRunOptions(options: RunOptions): void {
  checkKeys('run', options, ['signal', 'threads', 'processes']);
  checkInteger('run', 'threads', options.threads, 1);
  checkInteger('run', 'processes', options.processes, 1);
  const { signal } = options;
  if (signal !== undefined && typeof signal?.addEventListener !== 'function') {
    throw invalid('run', 'signal', 'an AbortSignal', signal);
  }
}

/** Ends every queue of a graph that can't be run. */
function endAll(graph: PipelineGraph, end: End): void {
  graph.forEachNode((_id, attributes) => {
    if (attributes.kind === 'queue') attributes.queue.outlet.finish(end);
  });
}
