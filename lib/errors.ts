import { preview, printable } from './preview.js';

/** What went wrong, as a word to compare with. */
export type ErrorCode =
  | 'already-run'
  | 'awaits-itself'
  | 'cycle'
  | 'invalid-argument'
  | 'items-gone'
  | 'ledger-unbalanced'
  | 'no-such-export'
  | 'not-cloneable'
  | 'not-iterable'
  | 'op-failed'
  | 'other-pipeline'
  | 'queue-closed'
  | 'queue-has-consumer'
  | 'queue-has-producer'
  | 'render-failed'
  | 'source-failed'
  | 'stalled'
  | 'subscriber-failed'
  | 'task-failed'
  | 'task-timeout'
  | 'too-many-failures'
  | 'unknown-split-value'
  | 'worker-died'
  | 'worker-start-failed';

/**
 * The root of every error that skorche makes. Compare by `code`, which survives crossing a thread.
 *
 * @example
 * map((text) => JSON.parse(text), queue({ from: ['oops'] }));
 * const error = await run().catch((reason: SkorcheError) => reason);
 * 'code' in error && error.code; // => 'task-failed'
 */
export class SkorcheError extends Error {
  static {
    this.prototype.name = 'SkorcheError';
  }
  /** What went wrong: compare with this. */
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message?: string, options?: ErrorOptions) {
    super(message && printable(message), options);
    this.code = code;
  }
}

/**
 * A pipeline declared or used wrongly: thrown where that was done, or by `run()`.
 *
 * @example
 * const numbers = queue({ name: 'numbers', from: [1, 2] });
 * await numbers.put(3).catch((reason: PipelineError) => reason.code); // => 'queue-has-producer'
 */
export class PipelineError extends SkorcheError {
  static {
    this.prototype.name = 'PipelineError';
  }
}

/**
 * A task or an op that failed on an item. The reason is its `cause`.
 *
 * @example
 * map((text) => JSON.parse(text), queue({ from: ['oops'] }));
 * const error = await run().catch((reason: TaskError) => reason);
 * error instanceof TaskError && [error.item, error.attempts]; // => ['oops', 1]
 */
export class TaskError extends SkorcheError {
  static {
    this.prototype.name = 'TaskError';
    Object.defineProperty(this.prototype, 'message', {
      configurable: true,
      get(this: object) {
        return #write in this ? say(this, printable(this.#write())) : '';
      },
      set(this: object, message: string) {
        say(this, message);
      },
    });
  }
  /** The label of the task or op, as the graph shows it. */
  readonly task: string;
  /** What it failed on. */
  readonly item: unknown;
  /** How many times it was called with the item. */
  readonly attempts: number;
  /** Called when the message is first read: most failures that are skipped never are, and a large item takes long to show. */
  readonly #write: () => string;

  constructor(
    code: ErrorCode,
    task: string,
    item: unknown,
    attempts: number,
    message: string | (() => string),
    options?: ErrorOptions,
  ) {
    super(code, undefined, options);
    this.task = task;
    this.item = item;
    this.attempts = attempts;
    this.#write = typeof message === 'string' ? () => message : message;
  }
}

/** Gives an error its message, as other errors have it. */
function say(error: object, message: string): string {
  Reflect.defineProperty(error, 'message', { value: message, configurable: true, writable: true });
  return message;
}

/**
 * A worker that could not start, or died without an item to blame.
 *
 * @example
 * const missing = threads<{ work(n: number): number }>(new URL('file:///missing.js'));
 * sink(missing.work, queue({ from: [1] }));
 * await run({ threads: 1 }).catch((reason: WorkerError) => reason.code); // => 'worker-start-failed'
 */
export class WorkerError extends SkorcheError {
  static {
    this.prototype.name = 'WorkerError';
  }
}

/** The words of any value that was thrown. Never throws itself. */
export function reasonOf(cause: unknown): string {
  try {
    const message: unknown = (cause as Error | null | undefined)?.message;
    if (message !== undefined || cause instanceof Error) return `${String(message)}${missingFlag(cause)}`;
  } catch {
    // It can't be read: what it looks like must do.
  }
  return preview(cause);
}

/** What Node's permissions are called, and the flags that give them. */
const FLAGS: Readonly<Record<string, string>> = {
  WorkerThreads: '--allow-worker',
  ChildProcess: '--allow-child-process',
  FileSystemRead: '--allow-fs-read',
  FileSystemWrite: '--allow-fs-write',
};

/** Node tells of the flag from 24 on. */
function missingFlag(cause: unknown): string {
  const { code, permission, message } = cause as { code?: unknown; permission?: string; message: unknown };
  const flag = code === 'ERR_ACCESS_DENIED' ? FLAGS[permission ?? ''] : undefined;
  return flag === undefined || String(message).includes(flag) ? '' : `: Node was started without ${flag}`;
}

/** Why a call of a task failed. */
export type TaskErrorCode = 'task-failed' | 'task-timeout' | 'not-cloneable' | 'worker-died';

/** A task has failed on an item, after its last attempt. */
export function taskFailed(
  task: string,
  item: unknown,
  attempts: number,
  cause: unknown,
  code: TaskErrorCode = 'task-failed',
): TaskError {
  const what = {
    'task-failed': 'failed on',
    'task-timeout': 'took too long over',
    'not-cloneable': "can't send to or from a worker",
    'worker-died': 'lost its worker, twice, over',
  };
  const message = (): string => `${task}: ${what[code]} ${preview(item)}: ${reasonOf(cause)}`;
  return new TaskError(code, task, item, attempts, message, { cause });
}

/** More items have failed than the run may lose. */
export function tooManyFailures(failures: number, allowed: string, last: TaskError): SkorcheError {
  const message = `run: ${failures} items have failed, more than \`maxFailures\` allows (${allowed}). The last: ${last.message}`;
  return new SkorcheError('too-many-failures', message, { cause: last });
}

/** A subscriber of a queue threw. */
export function subscriberFailed(queue: string, cause: unknown): SkorcheError {
  const message = `queue "${queue}": a subscriber threw: ${reasonOf(cause)}`;
  return new SkorcheError('subscriber-failed', message, { cause });
}

/** Memory that is shared was to be sent to another process, or from one. */
export function sharedMemory(): TypeError {
  return new TypeError('a SharedArrayBuffer can be shared with threads, not with processes');
}

/** A worker could not be started. */
export function startFailed(
  kind: string,
  targets: readonly { readonly module: string }[],
  cause: unknown,
): WorkerError {
  if (cause instanceof WorkerError && cause.code !== 'worker-died') return cause;
  const modules = [...new Set(targets.map(({ module }) => module))].join(', ');
  const message = `worker: a ${kind} for ${modules} could not be started: ${reasonOf(cause)}`;
  return new WorkerError('worker-start-failed', message, { cause });
}

/** A task is called on this thread, and its module has no such function. */
export function noSuchExport(what: string): WorkerError {
  return new WorkerError('no-such-export', `task: ${what}`);
}

/** A predicate or a classifier threw or gave a promise, or an iterable given to an op threw. */
export function opFailed(op: string, item: unknown, cause: unknown): TaskError {
  const message = `${op}: failed on ${preview(item)}: ${reasonOf(cause)}`;
  return new TaskError('op-failed', op, item, 1, message, { cause });
}

/** What a queue reads from threw, rejected, or sent an error. */
export function sourceFailed(queue: string, cause: unknown): SkorcheError {
  return new SkorcheError('source-failed', `source of queue "${queue}": failed: ${reasonOf(cause)}`, {
    cause,
  });
}

/** A queue is read, or filled, by something already. */
export function queueTaken(
  where: string,
  queue: string,
  role: 'consumer' | 'producer',
  who: string,
  mend = role === 'consumer' ? 'Use tee() to read it twice.' : 'Use merge() to fill it from two.',
): PipelineError {
  const message = `${where}: queue "${queue}" already has a ${role} (${who}). ${mend}`;
  return new PipelineError(`queue-has-${role}`, message);
}

/** Items have passed, and were not kept. */
export function itemsGone(queue: string): PipelineError {
  const message = `toArray: queue "${queue}" streams to its readers and has kept nothing. Call toArray() before items flow.`;
  return new PipelineError('items-gone', message);
}

/** A pipeline runs once, and is declared before. */
export function alreadyRun(where: string, pipeline: string): PipelineError {
  return new PipelineError(
    'already-run',
    `${where}: pipeline "${pipeline}" has been run already. A pipeline runs once: declare a new one.`,
  );
}
