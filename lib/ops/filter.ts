import { filter as rxFilter } from 'rxjs';
import { checkFunction } from '../arguments.js';
import { guarded, labelOf, passThrough } from '../flow/passage.js';
import type { Queue } from '../queue.js';
import { checkOut, checkQueue, declare, type Out } from './declare.js';

/**
 * Lets the items through for which `predicate` is true, in order. The others count as dropped.
 *
 * A predicate that throws fails the run with `op-failed`.
 *
 * @example
 * const even = filter((n) => n % 2 === 0, queue({ from: [1, 2, 3, 4] }));
 * await run();
 * even.flush(); // => [2, 4]
 *
 * @throws {@link PipelineError} `queue-has-consumer` when `queue` is already read;
 * `queue-has-producer` when `out` is already filled; `other-pipeline`, `already-run`, `invalid-argument`
 */
export function filter<T, S extends T>(
  predicate: (item: T) => item is S,
  queue: Queue<T>,
  options?: Out<NoInfer<S>>,
): Queue<S>;
export function filter<T>(
  predicate: (item: NoInfer<T>) => boolean,
  queue: Queue<T>,
  options?: Out<NoInfer<T>>,
): Queue<T>;
export function filter<T>(predicate: (item: T) => boolean, queue: Queue<T>, options: Out<T> = {}): Queue<T> {
  checkFunction('filter', 'predicate', predicate);
  checkQueue('filter', queue);
  checkOut('filter', options);
  const label = labelOf('Filter', predicate);
  const [kept] = declare({
    verb: 'filter',
    node: {
      label,
      build: (site) => {
        const keeps = guarded(site, predicate);
        passThrough<T, T>(
          site,
          rxFilter((item) => {
            if (keeps(item)) return true;
            site.account.dropped++;
            return false;
          }),
        );
      },
    },
    inputs: [queue],
    outputs: [options],
  });
  return kept!;
}
