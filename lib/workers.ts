import type { ResourceLimits } from 'node:worker_threads';
import { checkKeys, checkPositive, invalid } from './arguments.js';
import { placed, type Task } from './task.js';
import { checkTaskOptions, type TaskOptions } from './task-options.js';

/** How tasks on worker threads run. */
export interface ThreadsOptions extends TaskOptions {
  /** Most memory for a thread, as `node:worker_threads` takes it. Tasks share threads: the widest limits count. */
  readonly resourceLimits?: ResourceLimits;
}

/** Every function that a module exports, as a task. */
export type TasksOf<M> = {
  readonly [K in keyof M as M[K] extends (...args: any[]) => unknown ? K : never]: M[K] extends (
    item: infer In,
    ...rest: any[]
  ) => infer R
    ? WorkerTask<In, Awaited<R>>
    : never;
};

/** A task that runs in a worker. Called like a function, it runs on this thread. */
export type WorkerTask<In, Out> = ((item: In) => Promise<Out>) & Task<In, Out>;

/**
 * The functions that a module exports, as tasks that run on worker threads. The module is an ordinary
 * one: it is imported in the threads, when a run starts. Items and results cross by structured clone;
 * ArrayBuffers that a result owns are moved, so that a function that keeps one finds it empty afterwards.
 *
 * `concurrency` is the number of threads by default; with more than that, calls that wait for something
 * share a thread. A thread that dies is replaced, and its items are done again; an item that two threads
 * die over fails with `worker-died`. A run fails with `worker-start-failed` when the module can't be imported, with
 * `no-such-export` when it lacks the function, and on an item that can't be cloned with `not-cloneable`.
 *
 * @example
 * // words.ts
 * export const count = (text: string): number => text.split(' ').length;
 *
 * @example
 * const words = threads<typeof import('./words.js')>(new URL('./words.js', import.meta.url));
 * const counts = map(words.count, queue({ from: ['one two', 'three'] }), { ordered: true });
 * await run();
 * counts.flush(); // => [2, 1]
 *
 * @throws {@link PipelineError} `invalid-argument`
 */
export function threads<M>(module: URL, options: ThreadsOptions = {}): TasksOf<M> {
  checkTaskOptions('threads', options, ['resourceLimits']);
  const { resourceLimits, ...rest } = options;
  checkLimits(resourceLimits);
  return tasksOf<M>('threads', module, rest, resourceLimits);
}

/**
 * The same as {@link threads}, on child processes: for functions that crash, leak, or change the
 * process they run in. Items and results cross by serialization; nothing is moved.
 *
 * @example
 * const words = processes<typeof import('./words.js')>(new URL('./words.js', import.meta.url));
 * const counts = map(words.count, queue({ from: ['one two three'] }));
 * await run({ processes: 1 });
 * counts.flush(); // => [3]
 *
 * @throws {@link PipelineError} `invalid-argument`
 */
export function processes<M>(module: URL, options: TaskOptions = {}): TasksOf<M> {
  checkTaskOptions('processes', options);
  return tasksOf<M>('processes', module, options);
}

const LIMITS = ['maxOldGenerationSizeMb', 'maxYoungGenerationSizeMb', 'codeRangeSizeMb', 'stackSizeMb'];

/** Node takes what it doesn't know for no limit at all. */
function checkLimits(limits: unknown): void {
  if (limits === undefined) return;
  if (typeof limits !== 'object' || limits === null)
    throw invalid('threads', 'resourceLimits', 'an object', limits);
  checkKeys('threads: resourceLimits', limits, LIMITS);
  for (const [name, value] of Object.entries(limits)) checkPositive('threads: resourceLimits', name, value);
}

function tasksOf<M>(
  kind: 'threads' | 'processes',
  module: URL,
  options: TaskOptions,
  resourceLimits?: ResourceLimits,
): TasksOf<M> {
  if (!(module instanceof URL)) {
    throw invalid(kind, 'module', "a URL, as in new URL('./tasks.js', import.meta.url)", module);
  }
  const { href } = module;
  const tasks = new Map<string, unknown>();
  return new Proxy({} as TasksOf<M>, {
    get: (_target, name) => {
      // To await the tasks, or to print them, asks for these: they are no exports.
      if (typeof name === 'symbol' || name === 'then' || name === 'toJSON') return undefined;
      if (!tasks.has(name))
        tasks.set(name, placed({ kind, target: { module: href, name, resourceLimits } }, options));
      return tasks.get(name);
    },
  });
}
