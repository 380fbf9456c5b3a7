import { Subject } from '../rxjs.js';
import { checkInteger, invalid } from '../arguments.js';
import { flowOf, passDemand } from './passage.js';
import type { Queue } from '../queue.js';
import { checkOuts, checkQueue, declare, type Outs } from './declare.js';

/** A tuple of `N` times `T`. */
type Times<T, N extends number, Made extends T[] = []> = number extends N
  ? T[]
  : Made['length'] extends N
    ? Made
    : Times<T, N, [...Made, T]>;

/**
 * Sends every item to each of `n` queues, in order. The items themselves are shared, not copied. The
 * slowest of the queues sets the pace.
 *
 * @example
 * const [a, b] = tee(queue({ from: [1, 2] }), 2);
 * await run();
 * b.flush(); // => [1, 2]
 *
 * @param n how many, from 1
 * @throws {@link PipelineError} `queue-has-consumer` when `queue` is already read;
 * `queue-has-producer` when `out` is already filled; `other-pipeline`, `already-run`, `invalid-argument`
 */
export function tee<T, N extends number>(
  queue: Queue<T>,
  n: N,
  options: Outs<NoInfer<Times<Queue<T>, N>>> = {},
): Times<Queue<T>, N> {
  checkQueue('tee', queue);
  if (n === undefined) throw invalid('tee', 'n', 'an integer from 1 and up', n);
  checkInteger('tee', 'n', n, 1);
  checkOuts('tee', options, n);
  const { out: outs, names } = options as Outs<readonly Queue<T>[]>;
  return declare({
    verb: 'tee',
    node: {
      label: 'Tee',
      gives: 'copies',
      expected: ([items]) => items!,
      build: (site) => {
        passDemand(site);
        site.account.fanout = n;
        const each = new Subject<T>();
        for (const output of site.outputs) each.subscribe(output);
        flowOf<T>(site.inputs[0]!).subscribe(each);
      },
    },
    inputs: [queue],
    outputs: Array.from({ length: n }, (_, i) => ({ out: outs?.[i], name: names?.[i] })),
  }) as Times<Queue<T>, N>;
}
