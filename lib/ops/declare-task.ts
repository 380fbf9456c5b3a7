import { checkFunction } from '../arguments.js';
import { Dispatcher } from '../flow/tasks/dispatcher.js';
import { PacketDispatcher } from '../flow/tasks/packet-dispatcher.js';
import type { Site, Stage } from '../flow/stage.js';
import type { Queue } from '../queue.js';
import { define, type Place } from '../task.js';
import { dispatchOf, type TaskOptions } from '../task-options.js';
import { checkQueue, declare, type Declaration } from './declare.js';

/** What `map`, `chain` and `sink` have in common: one task behind one queue. */
export function declareTask(
  verb: string,
  task: (...args: any[]) => unknown,
  queue: Queue<any>,
  options: TaskOptions,
  outputs: Declaration['outputs'],
): Queue<any>[] {
  checkFunction(verb, 'task', task);
  checkQueue(verb, queue);
  const { label, options: own, place } = define(task);
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const merged: TaskOptions = {
    ...own,
    ...(label !== undefined && { name: label }),
    ...Object.fromEntries(given),
  };
  const { onError } = merged;
  return declare({
    verb,
    node: {
      label: merged.name,
      gives: 'one for one',
      expected: oneForOne,
      place: place.kind,
      concurrency: merged.concurrency,
      ordered: merged.ordered ?? false,
      isSink: outputs.length === 0,
      build: (site) => stageOf(place, merged, site),
    },
    inputs: [queue],
    outputs,
    failures: typeof onError === 'object' ? onError : undefined,
  });
}

const oneForOne = ([items]: readonly number[]): number => items!;

function stageOf(place: Place, options: TaskOptions, site: Site): Stage {
  if (place.kind === 'inline')
    return new Dispatcher(site.inline(place.fn, site.label), dispatchOf(options), site);
  const pool = site.poolOf(place.kind);
  return new PacketDispatcher(place.target, dispatchOf(options, pool.size), pool, site);
}
