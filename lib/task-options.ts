import { checkDuration, checkInteger, checkKeys, checkType, invalid } from './arguments.js';
import type { Dispatch } from './flow/tasks/dispatch.js';
import type { Failure } from './flow/tasks/failure.js';
import { concurrencyOf } from './graph/pipeline-graph.js';
import { checkRetry, retryOf, type RetryOptions } from './flow/tasks/retry.js';
import { Queue, type QueueFor } from './queue.js';

/** How a task runs. */
export interface TaskOptions<In = any> {
  /** What pictures, reports and errors call it. @default the function's name; else that of its output queue, if it was given one; else "task 2" */
  readonly name?: string;
  /** Most calls under way at a time, from 1. @default 1 on this thread, else the number of workers */
  readonly concurrency?: number;
  /** Results leave in the order in which their items came, however long each takes. @default false */
  readonly ordered?: boolean;
  /**
   * Most milliseconds that one attempt may take, from 1. A function on this thread is only left, not stopped,
   * and one that holds the thread fails when it returns; a worker that hangs is ended, and replaced. @default without limit
   */
  readonly timeout?: number;
  /** How failed calls are made again: a count, or more. @default 0 */
  readonly retry?: number | RetryOptions;
  /**
   * What becomes of an item after its last attempt: `'fail'` fails the run; `'skip'` counts it and goes
   * on; a queue gets it as a {@link Failure}. Many tasks may share such a queue. @default 'fail'
   */
  readonly onError?: 'fail' | 'skip' | QueueFor<Failure<In>>;
  /** Call the function with a {@link TaskContext} behind the item. @default false: with the item alone */
  readonly context?: boolean;
}

type Check = (where: string, name: string, value: unknown) => void;

/** An option: how a value is checked where it is given; and what it means to a dispatcher, given or not. */
type Option<K extends keyof TaskOptions> = { readonly check: Check } & (K extends keyof Dispatch
  ? { readonly meaning: (given: TaskOptions[K], workers: number | undefined) => Dispatch[K] }
  : unknown);

const text: Check = (where, name, value) => checkType(where, name, value, 'string');
const flag: Check = (where, name, value) => checkType(where, name, value, 'boolean');
const count: Check = (where, name, value) => checkInteger(where, name, value, 1);
const duration: Check = (where, name, value) => checkDuration(where, name, value, 1);

/** The one place where options are told of, beside their types above: a new one is an entry here. */
const OPTIONS: { readonly [K in keyof Required<TaskOptions>]: Option<K> } = {
  name: { check: text },
  concurrency: { check: count, meaning: concurrencyOf },
  ordered: { check: flag, meaning: (given = false) => given },
  timeout: { check: duration, meaning: (given) => given },
  retry: { check: (where, _name, value) => checkRetry(where, value), meaning: retryOf },
  onError: {
    check: (where, name, value) => {
      if (value === undefined || value === 'fail' || value === 'skip' || value instanceof Queue) return;
      throw invalid(where, name, "'fail', 'skip' or a Queue", value);
    },
    meaning: (given = 'fail') => (typeof given === 'object' ? 'route' : given),
  },
  context: { check: flag, meaning: (given = false) => given },
};

/** @internal */
export const TASK_KEYS = Object.keys(OPTIONS) as readonly (keyof TaskOptions)[];

/** Those that mean something to a dispatcher. */
const MEANINGS = Object.entries(OPTIONS).flatMap(([name, option]) =>
  'meaning' in option
    ? [[name, option.meaning] as [keyof Dispatch, (given: any, workers?: number) => unknown]]
    : [],
);

/** @throws unless `options` are those of a task, or have the keys `more`. @internal */
export function checkTaskOptions(where: string, options: TaskOptions, more: readonly string[] = []): void {
  checkKeys(where, options, [...TASK_KEYS, ...more]);
  for (const name of TASK_KEYS) OPTIONS[name].check(where, name, options[name]);
}

/** What options mean to a dispatcher; with `workers` to make the calls, if it isn't this thread. @internal */
export function dispatchOf(options: TaskOptions, workers?: number): Dispatch {
  const dispatch: Partial<Record<keyof Dispatch, unknown>> = {};
  for (const [name, meaning] of MEANINGS) dispatch[name] = meaning(options[name], workers);
  return dispatch as Dispatch;
}
