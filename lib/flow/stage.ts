import type { TaskError } from '../errors.js';
import type { Inline } from '../executors/inline.js';
import type { Latency } from '../insight/latency.js';
import type { Meter } from '../insight/meter.js';
import type { TaskTrace } from '../insight/trace/task-trace.js';
import type { Account } from './account.js';
import type { Channel } from './channel/channel.js';
import type { Pool } from '../pool/pool.js';
import type { Scheduler } from '../loop/scheduler.js';

/** The place of one node in a run: what it is joined to. */
export interface Site {
  readonly id: string;
  readonly label: string;
  readonly inputs: readonly Channel<any>[];
  readonly outputs: readonly Channel<any>[];
  readonly account: Account;
  /** Where its time goes. */
  readonly meter: Meter;
  /** How long its calls take: tasks only record it. */
  readonly latency: Latency;
  /** Of a task some of whose items are followed. */
  readonly trace?: TaskTrace | undefined;
  readonly scheduler: Scheduler;
  /** Aborted when the run is cut short. */
  readonly signal: AbortSignal;
  /** The run's pool of workers of a kind. */
  readonly poolOf: (kind: 'threads' | 'processes') => Pool;
  /** What is called for a task on this thread. */
  readonly inline: (fn: Inline<any, any>, task: string) => Inline<any, any>;
  /** Where failed items go, of a task with a failure queue. */
  readonly failures?: Channel<any> | undefined;
  /** An item was skipped or sent to a failure queue: too many of them end the run. */
  readonly tolerate: (failure: TaskError) => void;
  /** Ends the run with an error. */
  readonly fail: (error: unknown) => void;
}

/** How a run ended, or is about to: with an error, or without. */
export interface End {
  readonly error?: unknown;
}

/** A node at work. */
export interface Stage {
  /** Items in its hands: taken up or read, and not gone on. A run that is cut short counts them as discarded. */
  readonly held?: number;
  /** Of these, those that wait for the time of their next attempt. */
  readonly retries?: number;
  /** Calls of `put` that wait for room. */
  readonly puts?: number;
  /** Sources that are pushed at: take in what comes from now on, although nothing flows yet. */
  listen?(): void;
  /** Sources: begin. */
  start?(): void;
  /** Sources: no more items, from now on. Resolves when what they read from is closed. */
  stop?(): Promise<void> | void;
  /** Sources: the run has ended. */
  finish?(end: End): void;
  /** The run was cut short: let go of what is held. */
  abandon?(end: End): Promise<void> | void;
}

/** How a node becomes a stage; what an op or a task puts into the graph. */
export type Build = (site: Site) => Stage | void;
