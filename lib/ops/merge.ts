import { merge as rxMerge } from '../rxjs.js';
import { invalid } from '../arguments.js';
import { flowOf, passDemand } from './passage.js';
import type { Queue } from '../queue.js';
import { checkOut, checkQueue, declare, type Out } from './declare.js';

/** What the items of a queue are. */
type ItemOf<Q> = Q extends Queue<infer T> ? T : never;

/**
 * Joins queues into one. Items of one queue keep their order; between queues there is none. Ends when
 * the last of them has ended.
 *
 * @example
 * const all = merge([queue({ from: [1, 2] }), queue({ from: ['a'] })]);
 * await run();
 * all.flush().length; // => 3
 *
 * @throws {@link PipelineError} `queue-has-consumer` when one of them is already read;
 * `queue-has-producer` when `out` is already filled; `other-pipeline`, `already-run`, `invalid-argument`
 */
export function merge<const Queues extends readonly [Queue<any>, ...Queue<any>[]] | readonly Queue<any>[]>(
  queues: Queues,
  options: Out<ItemOf<Queues[number]>> = {},
): Queue<ItemOf<Queues[number]>> {
  if (!Array.isArray(queues) || queues.length === 0)
    throw invalid('merge', 'queues', 'an array of queues', queues);
  queues.forEach((queue, i) => checkQueue('merge', queue, `queues[${i}]`));
  checkOut('merge', options);
  const [merged] = declare({
    verb: 'merge',
    node: {
      label: 'Merge',
      gives: 'one for one',
      expected: (items) => items.reduce((sum, one) => sum + one),
      build: (site) => {
        passDemand(site);
        rxMerge(...site.inputs.map(flowOf)).subscribe(site.outputs[0]!);
      },
    },
    inputs: queues,
    outputs: [options],
  });
  return merged!;
}
