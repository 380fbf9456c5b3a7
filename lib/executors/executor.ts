import type { ResourceLimits } from 'node:worker_threads';
import type { WorkersReport } from '../insight/snapshot.js';
import type { Extras } from './values/seal.js';

/**
 * What a task's function may be told besides its item, when it asks for it with `context: true`.
 *
 * @example
 * import type { TaskContext } from 'skorche';
 *
 * const tell = (item: string, { attempt, task }: TaskContext) => `${task}: ${item}, attempt ${attempt}`;
 * const told = map(tell, queue({ from: ['a'] }), { context: true });
 * await run();
 * told.flush(); // => ['tell: a, attempt 1']
 */
export interface TaskContext {
  /** Aborted when the run is cut short, or the attempt has timed out: hand it on to what the function waits for. */
  readonly signal: AbortSignal;
  /** Which call with this item it is, from 1. */
  readonly attempt: number;
  /** The task's name, as pictures and reports have it. */
  readonly task: string;
}

/** Which function: an export of a module. */
export interface Target {
  /** The module's URL. */
  readonly module: string;
  readonly name: string;
  /** Most memory for a thread that runs it; threads are shared, so the widest limits count. */
  readonly resourceLimits?: ResourceLimits | undefined;
}

/** Some items for one function, sent together. */
export interface Packet extends Target, Extras {
  readonly id: number;
  /** The name of the task whose items they are. */
  readonly task: string;
  readonly items: readonly unknown[];
  /** With `context: true`: which attempt each item is at. */
  readonly attempts?: readonly number[] | undefined;
  /** Most milliseconds for one item. */
  readonly timeout?: number | undefined;
  /** Whether it may run beside other packets in the same worker. */
  readonly isParallel: boolean;
  /**
   * How many items were begun, counted up by the worker before each; who counts it beyond the last
   * takes the rest away from the worker. Absent where memory can't be shared.
   */
  readonly begun?: Int32Array | undefined;
}

/** What became of a packet's first `done` items; the others were not begun. */
export interface Reply extends Extras {
  readonly done: number;
  /** One each item; nothing where it failed. */
  readonly values: readonly unknown[];
  readonly failures: readonly Failed[];
  /** Milliseconds that the items took altogether. */
  readonly ms: number;
  /** Milliseconds that each took. */
  readonly times: Float64Array;
  /** Milliseconds in which the worker has had its processor to do, since some fixed point. */
  readonly worked: number;
}

/** An item that failed: `index` in the packet, and why. */
export interface Failed {
  readonly index: number;
  readonly code: 'task-failed' | 'task-timeout' | 'not-cloneable';
  readonly error: unknown;
}

/** One worker that runs packets: a thread, a process, one day a machine. */
export interface Worker {
  /** Rejects when the packet can't be sent, or the worker has died. */
  run(packet: Packet): Promise<Reply>;
  /** Has the signals of the calls under way aborted. */
  abort(): void;
  /** It keeps the process alive: it has work. */
  ref(): void;
  /** It doesn't any more: it has none. */
  unref(): void;
  /** Ends it now, whatever it does. Resolves when it is gone, and what it printed is there. */
  close(): Promise<void>;
}

/** How a worker ended that nobody had closed. */
export interface Death {
  /** What it died of: mostly an error that nobody caught. */
  readonly reason: unknown;
  readonly code?: number;
  readonly signal?: string;
}

/**
 * A place where tasks run other than on this thread: the port between the dispatcher and the workers.
 */
export interface Executor {
  readonly kind: WorkersReport['kind'];
  /** Whether `Packet.begun` works here. */
  readonly sharesMemory: boolean;
  /**
   * Starts a worker and has it import what it will be asked for. `died` is called at most once, when the worker
   * ends without having been closed, also while it starts: before this rejects. By then all that it printed is there.
   *
   * Rejects with a {@link WorkerError}: `worker-start-failed`, `no-such-export`. An aborted `signal` ends a start that hangs.
   */
  open(targets: readonly Target[], died: (death: Death) => void, signal: AbortSignal): Promise<Worker>;
}
