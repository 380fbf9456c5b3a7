import type { Queue } from '../queue.js';
import type { CalledWithItem, ContextIf } from '../task.js';
import { checkTaskOptions, type TaskOptions } from '../task-options.js';
import { declareTask } from './declare-task.js';

/**
 * Runs `task` on every item for its effect: there is no output queue, and nothing is kept. The run
 * completes when the last call has. A call that fails is dealt with as {@link map} does.
 *
 * @example
 * const stored: string[] = [];
 * sink((line) => stored.push(line), queue({ from: ['a', 'b'] }), { concurrency: 4 });
 * await run();
 * stored; // => ['a', 'b']
 *
 * @throws {@link PipelineError} `queue-has-consumer` when `queue` is already read; `other-pipeline`,
 * `already-run`, `invalid-argument`
 */
export function sink<T, Context extends boolean = false, F = unknown>(
  task: F & CalledWithItem<F, Context> & ((item: NoInfer<T>, ...context: ContextIf<Context>) => unknown),
  queue: Queue<T>,
  options: TaskOptions<NoInfer<T>> & { readonly context?: Context } = {},
): void {
  checkTaskOptions('sink', options);
  declareTask('sink', task, queue, options, []);
}
