import type { Executor, TaskContext } from './executor.js';

/** Runs a function on this thread, with its item alone unless it asked for the context. */
export function inline<In, Out>(
  fn: (item: In, context?: TaskContext) => Out | PromiseLike<Out>,
  context: boolean,
): Executor<In, Out> {
  return { run: context ? fn : (item) => fn(item) };
}
