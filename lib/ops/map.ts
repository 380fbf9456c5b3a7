import type { Queue } from '../queue.js';
import type { CalledWithItem, ContextIf } from '../task.js';
import { checkTaskOptions, TASK_KEYS, type TaskOptions } from '../task-options.js';
import { checkOut, OUT_KEYS, type Out } from './declare.js';
import { declareTask } from './declare-task.js';

/** A task's options where it is put to work; `name` names the new queue, the task has its own. */
export type MapOptions<R, T = any> = Omit<TaskOptions<T>, 'name'> & Out<R>;

/**
 * Runs `task` on every item; its results, awaited, are the items of the new queue.
 *
 * `concurrency` calls are under way at the most (default 1). Then results leave as they come, unless
 * `ordered`. A call that throws or rejects is made again as `retry` says; then `onError` decides: by
 * default the run fails with `task-failed`, an error with the task's name, the item and the cause. The
 * options given here go before those of `task()`.
 *
 * @example
 * const lengths = map((word) => word.length, queue({ from: ['a', 'bcd'] }));
 * await run();
 * lengths.flush(); // => [1, 3]
 *
 * @throws {@link PipelineError} `queue-has-consumer` when `queue` is already read;
 * `queue-has-producer` when `out` is already filled; `other-pipeline`, `already-run`, `invalid-argument`
 */
export function map<T, R, Context extends boolean = false, F = unknown>(
  task: F & CalledWithItem<F, Context> & ((item: NoInfer<T>, ...context: ContextIf<Context>) => R),
  queue: Queue<T>,
  options: MapOptions<Awaited<R>, NoInfer<T>> & { readonly context?: Context } = {},
): Queue<Awaited<R>> {
  checkTaskOptions('map', options, OUT_KEYS);
  checkOut('map', options, TASK_KEYS);
  const { out: _out, name: _name, ...how } = options;
  const [results] = declareTask('map', task, queue, how, [options]);
  return results!;
}
