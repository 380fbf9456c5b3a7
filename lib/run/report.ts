import type { Queue } from '../queue.js';
import type { Node } from './network.js';

/** What one source, task or op has done. */
export interface NodeReport {
  /** Its id in the graph; a source has that of its queue, with `source:` before it. */
  readonly id: string;
  readonly kind: 'source' | 'task' | 'op';
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
  /** Items, or results, that were let go of: the run was cut short, or nobody wanted them any more. */
  readonly discarded: number;
  /** Calls made again after a failure. */
  readonly retried: number;
  /** Calls under way, and the most there may be. */
  readonly active: number;
  readonly concurrency: number;
}

/** What has gone through one queue. */
export interface QueueReport {
  readonly id: string;
  readonly name: string;
  /** Items that came in. */
  readonly in: number;
  /** Items that the consumer has taken, the readers have read, or the queue has collected. */
  readonly out: number;
  /** Items waiting, and the most that ever waited at a time. */
  readonly waiting: number;
  readonly peak: number;
  /** Most that may wait: what has started always lands, so `peak` is at most this and the producer's concurrency. */
  readonly capacity: number;
}

/** A run as it stands. */
export interface Snapshot {
  /** Milliseconds since the run began. */
  readonly at: number;
  readonly nodes: readonly NodeReport[];
  readonly queues: readonly QueueReport[];
}

/** A run that has completed. */
export interface Report {
  readonly nodes: readonly NodeReport[];
  readonly queues: readonly QueueReport[];
  /** Milliseconds from `run()` to the end. */
  readonly duration: number;
  /** Whether it ended before its sources did: by `stop()`, or because nobody wanted its outputs any more. */
  readonly stopped: boolean;
}

/** @internal */
export function reportNode({ kind, site }: Node): NodeReport {
  const { id, label, account, inputs, outputs } = site;
  const { failed, skipped, dropped, discarded, retried, active, concurrency } = account;
  return {
    id,
    kind,
    label,
    in: kind === 'source' ? account.read : sum(inputs, 'left'),
    out: sum(outputs, 'entered'),
    failed,
    skipped,
    dropped,
    discarded: discarded + sum(outputs, 'discarded'),
    retried,
    active,
    concurrency,
  };
}

/** @internal */
export function reportQueue({ id, name, channel, inlet, outlet }: Queue<unknown>): QueueReport {
  const waiting = channel.waiting + outlet.unread;
  return {
    id,
    name,
    in: channel.entered + inlet.accepted,
    out: channel.entered - waiting,
    waiting: waiting + inlet.accepted,
    peak: Math.max(channel.peak, inlet.peak),
    capacity: channel.capacity,
  };
}

/** @internal */
export function sum<K extends string>(all: readonly { readonly [key in K]: number }[], key: K): number {
  return all.reduce((total, one) => total + one[key], 0);
}
