import { checkFunction } from '../arguments.js';
import type { Channel } from '../flow/channel.js';
import { guarded, labelOf, passDemand } from '../flow/passage.js';
import type { Site } from '../flow/stage.js';
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
        passDemand(site);
        sift(site, guarded(site, predicate));
      },
    },
    inputs: [queue],
    outputs: [options],
  });
  return kept!;
}

/** As RxJS's `filter` does, which makes two calls more for every item. */
function sift<T>({ inputs, outputs, account }: Site, keeps: (item: T) => boolean): void {
  const output: Channel<T> = outputs[0]!;
  inputs[0]!.passTo({
    next: (item: T) => {
      let isKept: boolean;
      try {
        isKept = keeps(item);
      } catch (error) {
        return output.error(error);
      }
      if (isKept) output.next(item);
      else account.dropped++;
    },
    error: (reason) => output.error(reason),
    complete: () => output.complete(),
  });
}
