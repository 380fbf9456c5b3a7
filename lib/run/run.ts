import { checkDuration, checkInteger, checkKeys, invalid } from '../arguments.js';
import { alreadyRun } from '../errors.js';
import { systemClock, type Clock } from '../clock.js';
import type { End } from '../flow/stage.js';
import { closeUnread } from '../flow/inputs/opener.js';
import type { PipelineGraph } from '../graph/pipeline-graph.js';
import { ActiveRun } from './active-run.js';
import { watchForDryness } from './dry.js';
import { Engine } from './engine.js';
import type { CallListener } from './observer.js';
import { onAbort } from './on-abort.js';
import { systemPlaces, type Places } from './places.js';
import type { Snapshot } from './report.js';

/** How a pipeline is run. */
export interface RunOptions {
  /**
   * Aborts the run: it rejects with the signal's reason. The timer of `AbortSignal.timeout()` doesn't keep the
   * process alive: where nothing else does, the process ends before it.
   */
  readonly signal?: AbortSignal;
  /** Worker threads, from 1. @default `os.availableParallelism()` */
  readonly threads?: number;
  /** Child processes, from 1. @default `os.availableParallelism()` */
  readonly processes?: number;
  /**
   * Most items that tasks may skip or send to failure queues: a count from 0, or a share below 1 of the
   * items that tasks have finished with, judged from the 100th on and at the end. More than that fail the
   * run with `too-many-failures`. @default without limit
   */
  readonly maxFailures?: number;
  /** Milliseconds between two of `snapshots$`, from 1. @default 250 */
  readonly interval?: number;
  /**
   * Follow the first item of each source, and every n-th after it: `report.traces` tells what each met, node
   * by node. From 1. Of more than 10,000, every other is let go of. @default none
   */
  readonly trace?: number;
}

/** Milliseconds between two snapshots, unless said otherwise. */
const INTERVAL = 250;
/** A run that was refused. */
const NOTHING: Snapshot = { at: 0, nodes: [], queues: [], verdict: { sentence: 'nothing has run' } };

/** Begins a run of `graph`, for the first time or not. Never throws: what is wrong rejects. */
export function begin(
  graph: PipelineGraph,
  hasRun: boolean,
  options: RunOptions = {},
  clock: Clock = systemClock,
  places: Places = systemPlaces,
): ActiveRun {
  let engine: Engine | undefined;
  let end!: () => void;
  const controls = {
    snapshot: () => engine?.snapshot() ?? NOTHING,
    explain: () => engine?.observer.explain() ?? NOTHING.verdict.sentence,
    listen: (listener: CallListener) => engine?.observer.listen(listener) ?? (() => {}),
    every: (work: () => void) => clock.every(options.interval ?? INTERVAL, work),
    stop: () => engine?.stop(),
    abort: (reason?: unknown) => engine?.abort(reason),
    after: (ms: number, work: () => void) => clock.after(ms, work),
    ended: new Promise<void>((resolve) => (end = resolve)),
    guard: <T>(later: Promise<T>, refusal: () => Error) => engine?.guard(later, refusal) ?? later,
  };
  return new ActiveRun(controls, (resolve, reject) => {
    try {
      if (hasRun) throw alreadyRun('run', graph.getAttribute('name'));
      engine = startOrEnd(graph, options, clock, places, (how) => {
        end();
        if ('error' in how) reject(how.error);
        else resolve(engine!.report());
      });
    } catch (error) {
      end();
      throw error;
    }
  });
}

/** A run that can't begin ends its queues, as one that fails does. */
function startOrEnd(...[graph, options, clock, places, finished]: Parameters<typeof start>): Engine {
  try {
    checkRunOptions(options);
    return start(graph, options, clock, places, finished);
  } catch (error) {
    endAll(graph, { error });
    throw error;
  }
}

/** Wires a graph and lets it go; `finished` is called once, when the run has ended. */
function start(
  graph: PipelineGraph,
  options: RunOptions,
  clock: Clock,
  places: Places,
  finished: (end: End) => void,
): Engine {
  const { signal } = options;
  const engine = new Engine(graph, options, clock, places, (end) => {
    endSignal?.();
    endWatch();
    finished(end);
  });
  const abort = (): void => engine.abort(signal?.reason);
  const endWatch = watchForDryness(graph.getAttribute('name'), engine);
  const endSignal = signal && onAbort(signal, abort);
  if (signal?.aborted) abort();
  return engine;
}

function checkRunOptions(options: RunOptions): void {
  checkKeys('run', options, ['signal', 'threads', 'processes', 'maxFailures', 'interval', 'trace']);
  checkInteger('run', 'threads', options.threads, 1);
  checkInteger('run', 'processes', options.processes, 1);
  checkInteger('run', 'trace', options.trace, 1);
  checkDuration('run', 'interval', options.interval, 1);
  const { signal, maxFailures } = options;
  if (maxFailures !== undefined && !isCountOrShare(maxFailures)) {
    throw invalid('run', 'maxFailures', 'an integer from 0 and up, or a share below 1', maxFailures);
  }
  if (signal !== undefined && typeof signal?.addEventListener !== 'function') {
    throw invalid('run', 'signal', 'an AbortSignal', signal);
  }
}

function isCountOrShare(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && (value < 1 || Number.isInteger(value));
}

/** Ends every queue of a graph that can't be run. */
export function endAll(graph: PipelineGraph, end: End): void {
  graph.forEachNode((_id, attributes) => {
    if (attributes.kind !== 'queue') return;
    void closeUnread(attributes.queue.opener);
    attributes.queue.inlet.stop(end);
    attributes.queue.outlet.finish(end);
  });
}
