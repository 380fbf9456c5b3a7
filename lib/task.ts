import { checkFunction } from './arguments.js';
import { noSuchExport } from './errors.js';
import type { Target, TaskContext } from './executors/executor.js';
import { exportOf } from './executors/module.js';
import type { Inline } from './executors/inline.js';
import { checkTaskOptions, type TaskOptions } from './task-options.js';

/** What a function gets behind its item: the context, if it was asked for. */
export type ContextIf<Asked extends boolean> = [Asked] extends [true] ? [context: TaskContext] : [];

/**
 * Nothing more is asked of a function that can be called with an item alone, or is told its context; of others, what
 * the compiler then says. Of what is no function, it says enough.
 */
export type CalledWithItem<F, Told extends boolean = false> = [Told] extends [true]
  ? unknown
  : F extends (item: never) => unknown
    ? unknown
    : F extends (...args: any[]) => unknown
      ? 'a function that takes a context needs the option `context: true`'
      : unknown;

/** The same for every copy of this package in a program: a task of another one runs where it says, too. */
const definition: unique symbol = Symbol.for('skorche.task');

/**
 * A function that does heavy lifting, and how to run it. It can still be called like the function.
 *
 * @typeParam In what it takes
 * @typeParam Out what it gives, awaited
 */
export interface Task<in In, out Out> {
  (item: In): Out | PromiseLike<Out>;
  /** Given, or the function's; empty where that has none. */
  readonly name: string;
  /** @internal */
  readonly [definition]?: TaskDefinition;
}

/** A task taken apart: what `map` puts into the graph. @internal */
export interface TaskDefinition {
  /** Its name, or its function's. */
  readonly label: string | undefined;
  readonly options: TaskOptions;
  readonly place: Place;
}

/** Where a task's function runs. @internal */
export type Place =
  | { readonly kind: 'inline'; readonly fn: Inline<any, any> }
  | { readonly kind: 'threads' | 'processes'; readonly target: Target };

/**
 * Makes a task of a function, to run on this thread: `concurrency` calls of it may be under way at a
 * time. The result can still be called like the function.
 *
 * @example
 * const double = task((n: number) => n * 2, { name: 'double' });
 * double(4); // => 8
 * double.name; // => 'double'
 *
 * @throws {@link PipelineError} `invalid-argument`
 */
export function task<In, R>(
  fn: (item: In, context: TaskContext) => R,
  options: TaskOptions & { readonly context: true },
): Task<In, Awaited<R>>;
export function task<F extends (item: any, ...rest: any[]) => unknown>(
  fn: F & CalledWithItem<F>,
  options?: TaskOptions,
): F & Task<Parameters<F>[0], Awaited<ReturnType<F>>>;
export function task(fn: (...args: any[]) => unknown, options: TaskOptions = {}): Task<any, any> {
  checkFunction('task', 'fn', fn);
  checkTaskOptions('task', options);
  const known = define(fn);
  const label = options.name ?? known.label;
  const wrapped = (...args: unknown[]): unknown => fn(...args);
  Object.defineProperty(wrapped, 'name', { value: label ?? '', configurable: true });
  const merged = { ...known.options, ...options };
  return Object.assign(wrapped, { [definition]: { ...known, label, options: merged } });
}

/** What a function or a task is, as a task. @internal */
export function define(
  fn: ((...args: any[]) => unknown) & { [definition]?: TaskDefinition },
): TaskDefinition {
  return fn[definition] ?? { label: fn.name || undefined, options: {}, place: { kind: 'inline', fn } };
}

/** A task that runs somewhere else. Called like a function, it runs here. @internal */
export function placed(place: Place & { readonly target: Target }, options: TaskOptions): Task<any, any> {
  const { module, name } = place.target;
  const label = options.name ?? name;
  const here = async (...args: unknown[]): Promise<unknown> => {
    const found = exportOf((await import(module)) as Record<string, unknown>, place.target);
    if (typeof found === 'string') throw noSuchExport(found);
    return found(...args);
  };
  Object.defineProperty(here, 'name', { value: label, configurable: true });
  return Object.assign(here, { [definition]: { label, options, place } });
}
