import type { LatencyReport } from './latency.js';
import type { ItemTrace } from './trace/item-trace.js';

/** What one source, task or op has done, and where its time went. Plain data. */
export interface NodeReport {
  /** Its id in the graph; a source has that of its queue, with `source:` before it. */
  readonly id: string;
  /** A queue that nothing in the pipeline fills has a source. */
  readonly kind: 'source' | 'task' | 'op';
  /** What pictures call it: a queue's name, a task's, or an op with its predicate. */
  readonly label: string;
  /** Items taken in: read, by a source. */
  readonly in: number;
  /** Items given out; by a task without an output queue, calls that have returned. */
  readonly out: number;
  /** Items it failed on. */
  readonly failed: number;
  /** Items given up on after their last attempt, by a task that skips. */
  readonly skipped: number;
  /** Items that a filter turned away. */
  readonly dropped: number;
  /** Items, or results, that were let go of: the run was cut short, or they were not wanted any more. */
  readonly discarded: number;
  /** Calls made again after a failure. */
  readonly retried: number;
  /** Calls under way. */
  readonly active: number;
  /** Most calls that may be under way at a time, from 1. */
  readonly concurrency: number;
  /**
   * Share of its time, from 0 to 1, in which it worked or was ready to: its calls under way, out of
   * `concurrency`, and what it waited for its turn on this thread, or for a worker. In a snapshot, over the last
   * two seconds; in a report, over the whole run. Its time ends when it is through.
   */
  readonly busy: number;
  /** Share of its time in which it was held up: by what follows, by its own retries, by the order of its results. With `busy` and `starved` this makes 1. */
  readonly blocked: number;
  /** Share of its time in which it waited for items. */
  readonly starved: number;
  /** Items out a second, over the last two seconds. */
  readonly rate: number;
  /** Milliseconds that a call of a task takes, failed calls too; a thousand calls a second are timed at the most. All 0 for sources and ops. */
  readonly latency: LatencyReport;
}

/** What has gone through one queue. */
export interface QueueReport {
  /** Its id in the graph. */
  readonly id: string;
  /** Given, or made up. */
  readonly name: string;
  /** Items that came in. */
  readonly in: number;
  /** Items that the consumer has taken, the readers have read, or the queue has collected. */
  readonly out: number;
  /** Items waiting. */
  readonly waiting: number;
  /** Most items that ever waited at a time. */
  readonly peak: number;
  /** Most that may wait: what has started always lands, so `peak` is at most this and the producer's concurrency. */
  readonly capacity: number;
}

/** What limits a run, in a sentence to act on. */
export interface Verdict {
  /** The id of the node that limits the rate, or of the queue that is read too slowly or never fed. None where nothing is wrong. */
  readonly bottleneck?: string;
  /** What limits the rate, how it shows, and what would help. */
  readonly sentence: string;
}

/** A run as it stands. Plain data. */
export interface Snapshot {
  /** Milliseconds since the run began. */
  readonly at: number;
  /** Sources, then tasks and ops, each after those that feed it. */
  readonly nodes: readonly NodeReport[];
  /** All queues of the pipeline, each after those that feed it. */
  readonly queues: readonly QueueReport[];
  /** What limits it. */
  readonly verdict: Verdict;
}

/** How a worker ended that the run had not ended, or had because it hung. */
export interface WorkerDeath {
  /** In words: what was thrown in it, or how it ended. */
  readonly cause: string;
  /** Its exit code, where it had one. */
  readonly code?: number;
  /** The signal that ended it: of processes. */
  readonly signal?: string;
}

/** The workers of one kind that a run has had. */
export interface WorkersReport {
  /** Where they run. */
  readonly kind: 'threads' | 'processes' | 'machines';
  /** Workers that were started, those that took the place of others too. */
  readonly started: number;
  /** How the last hundred of those that died have ended. */
  readonly deaths: readonly WorkerDeath[];
  /** Workers that died: each was replaced, and what it had was done again. */
  readonly died: number;
}

/** A run that has completed. */
export interface Report {
  /** Sources, then tasks and ops, each after those that feed it. */
  readonly nodes: readonly NodeReport[];
  /** All queues of the pipeline, each after those that feed it. */
  readonly queues: readonly QueueReport[];
  /** Milliseconds from `run()` to the end. */
  readonly duration: number;
  /** Whether it ended before its sources did: by `stop()`, or because its outputs were not wanted any more. */
  readonly stopped: boolean;
  /** What limits it. */
  readonly verdict: Verdict;
  /** The workers that its tasks ran on, one entry a kind; none where all ran on this thread. */
  readonly workers: readonly WorkersReport[];
  /** The ways of single items, of a run with `trace`; of others none. */
  readonly traces: readonly ItemTrace[];
  /**
   * The same as a file in Chrome's Trace Event Format (JSON): Perfetto (https://ui.perfetto.dev),
   * chrome://tracing and speedscope open it, with a row for each item.
   *
   * @example
   * const images = queue({ from: ['a.png', 'b.png'] });
   * map((image) => image.length, images);
   * const report = await run({ trace: 1 });
   * report.traces.length; // => 2
   * JSON.parse(report.toChromeTrace()).displayTimeUnit; // => 'ms'
   */
  toChromeTrace(): string;
}
