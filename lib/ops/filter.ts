import type { Observer } from 'rxjs';
import { checkFunction } from '../arguments.js';
import type { Channel } from '../flow/channel/channel.js';
import type { Link, Step } from '../flow/channel/link.js';
import { Guarded, promised } from './guarded.js';
import { labelOf, passDemand } from './passage.js';
import type { Account } from '../flow/account.js';
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
      isAnonymous: predicate.name === '',
      gives: 'one for one',
      build: (site) => {
        passDemand(site);
        const sieve = new Sieve(site, predicate);
        site.inputs[0]!.passTo(sieve, sieve);
      },
    },
    inputs: [queue],
    outputs: [options],
  });
  return kept!;
}

/** As RxJS's `filter` does, which makes two calls more for every item, and can't be a part of a line. */
class Sieve<T> implements Observer<T>, Link {
  readonly step: Step;
  readonly #output: Channel<T>;
  readonly #account: Account;
  readonly #predicate: Guarded<T, boolean>;

  constructor(site: Site, predicate: (item: T) => boolean) {
    const { account, inputs, outputs } = site;
    this.#output = outputs[0]!;
    this.#account = account;
    this.#predicate = new Guarded(site, predicate);
    this.step = { fn: predicate, input: inputs[0]!, output: this.#output, sieve: account, link: this };
  }

  next(item: T): void {
    let isKept: boolean;
    try {
      isKept = this.#predicate.call(item);
    } catch (error) {
      return this.error(error);
    }
    if (isKept) this.#output.next(item);
    else this.#account.dropped++;
  }

  error(reason: unknown): void {
    this.#output.error(reason);
  }

  complete(): void {
    this.#output.complete();
  }

  mayHelp(): boolean {
    return this.#predicate.isIdle;
  }

  threw(item: T, error: unknown): void {
    this.error(this.#predicate.failure(item, error));
  }

  promised(item: T, answer: PromiseLike<unknown>): void {
    this.threw(item, promised(answer));
  }
}
