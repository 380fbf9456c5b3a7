import { availableParallelism } from 'node:os';
import { Dispatcher } from '../flow/dispatcher.js';
import { PacketDispatcher } from '../flow/packet-dispatcher.js';
import { retryOf } from '../flow/retry.js';
import type { Queue } from '../queue.js';
import { checkTaskOptions, define, TASK_KEYS, type TaskOptions } from '../task.js';
import { checkFunction } from '../arguments.js';
import { checkOut, checkQueue, declare, OUT_KEYS, type Declaration, type Out } from './declare.js';

/** A task's options where it is put to work; `name` names the new queue, the task has its own. */
export type MapOptions<R> = Omit<TaskOptions, 'name'> & Out<R>;

/**
 * Runs `task` on every item; its results, awaited, are the items of the new queue.
 *
 * `concurrency` calls are under way at the most (default 1). Then results leave as they come, unless
 * `ordered`. A call that throws or rejects fails the run with `task-failed`: the error has the task's
 * name, the item and the cause. The options given here go before those of `task()`.
 *
 * @example
 * const lengths = map((word) => word.length, queue({ from: ['a', 'bcd'] }));
 * await run();
 * lengths.flush(); // => [1, 3]
 *
 * @throws {@link PipelineError} `queue-has-consumer` when `queue` is already read
 */
export function map<T, R>(
  task: (item: NoInfer<T>) => R,
  queue: Queue<T>,
  options: MapOptions<NoInfer<Awaited<R>>> = {},
): Queue<Awaited<R>> {
  checkTaskOptions('map', options, OUT_KEYS);
  checkOut('map', options, TASK_KEYS);
  const { out: _out, name: _name, ...how } = options;
  const [results] = declareTask('map', task, queue, how, [options]);
  return results!;
}

/** What `map`, `chain` and `sink` have in common: one task behind one queue. @internal */
export function declareTask(
  verb: string,
  task: (item: any) => unknown,
  queue: Queue<any>,
  options: TaskOptions,
  outputs: Declaration['outputs'],
): Queue<any>[] {
  checkFunction(verb, 'task', task);
  checkQueue(verb, queue);
  const { label, options: own, place } = define(task);
  const {
    name,
    concurrency,
    ordered = false,
    context = false,
    timeout,
    retry,
  } = { ...own, name: label, ...options };
  const isSink = outputs.length === 0;
  return declare({
    verb,
    node: {
      label: name,
      place: place.kind,
      concurrency: concurrency ?? (place.kind === 'inline' ? 1 : availableParallelism()),
      ordered,
      isSink,
      build: (site) => {
        const how = { ordered, context, timeout, retry: retryOf(retry) };
        if (place.kind === 'inline')
          return new Dispatcher(place.fn, { ...how, concurrency: concurrency ?? 1 }, site);
        const pool = site.poolOf(place.kind);
        return new PacketDispatcher(
          place.target,
          { ...how, concurrency: concurrency ?? pool.size },
          pool,
          site,
        );
      },
    },
    inputs: [queue],
    outputs,
  });
}
