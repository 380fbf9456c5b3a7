import { opFailed, type TaskError } from '../errors.js';
import { notIterable } from '../errors/items.js';
import type { Channel } from '../flow/channel/channel.js';
import { checked, END, itemOf } from '../flow/inputs/iterator-result.js';
import { sizeOf } from '../flow/inputs/opener.js';
import { CLOSING } from '../flow/inputs/source.js';
import { Pump } from '../loop/pump.js';
import type { Site, Stage } from '../flow/stage.js';
import type { Standing } from '../insight/meter.js';
import type { Queue } from '../queue.js';
import { checkOut, checkQueue, declare, type Out } from './declare.js';

/**
 * Flattens arrays, and any other iterables, into their items, in order. An iterable is read lazily,
 * while there is room for what it gives: an endless one is no trouble. When the run is stopped, one that does not know
 * its length has two seconds to come to its end; then it is closed, and counts as discarded.
 *
 * An item that can't be iterated over fails the run with `not-iterable`, one whose iterator throws
 * with `op-failed`.
 *
 * @example
 * const items = unbatch(queue({ from: [[1, 2], new Set([3])] }));
 * await run();
 * items.flush(); // => [1, 2, 3]
 *
 * @throws {@link PipelineError} `queue-has-consumer` when `queue` is already read;
 * `queue-has-producer` when `out` is already filled; `other-pipeline`, `already-run`, `invalid-argument`
 */
export function unbatch<T>(queue: Queue<Iterable<T>>, options: Out<T> = {}): Queue<T> {
  checkQueue('unbatch', queue);
  checkOut('unbatch', options);
  const [items] = declare({
    verb: 'unbatch',
    node: { label: 'Unbatch', gives: 'parts', build: (site) => new Unbatcher<T>(site) },
    inputs: [queue],
    outputs: [options],
  });
  return items!;
}

/** `mergeAll(1)` with demand: it reads on only while its output is ready. */
class Unbatcher<T> extends Pump implements Stage {
  readonly #site: Site;
  readonly #input: Channel<Iterable<T>>;
  readonly #output: Channel<T>;
  #current: { readonly from: Iterable<T>; readonly items: Iterator<T> } | undefined;
  #isStopped = false;
  /** Calls off the end of what is being read. */
  #callOff = (): void => {};

  constructor(site: Site) {
    super();
    this.#site = site;
    this.meter = site.meter;
    this.#input = site.inputs[0]!;
    this.#output = site.outputs[0]!;
    this.#input.keepFor(this, this.#takeNow);
    this.#output.filledByPump(this);
    site.account.used = 0;
    site.account.made = 0;
  }

  /** Arrays are flattened where they come from: that takes no time of its own. */
  readonly #takeNow = (from: Iterable<T>): boolean => {
    if (this.#current !== undefined || this.#site.scheduler.turn === 0) return false;
    if (!Array.isArray(from) || !this.#output.isReady) return false;
    const items = from as readonly T[];
    const { scheduler, account } = this.#site;
    const output = this.#output;
    let i = 0;
    try {
      while (i < items.length && output.isReady && !scheduler.isSpent()) {
        const item = items[i++]!;
        account.made!++;
        output.next(item);
      }
      if (i === items.length) account.used!++;
      else {
        this.#current = { from, items: items.slice(i).values() };
        scheduler.wake(this);
      }
    } catch (error) {
      this.#fail(opFailed('Unbatch', from, error)); // an array may have getters, or be a Proxy
    }
    return true;
  };

  override get standing(): Standing {
    if (this.#output.isEnded) return 'done';
    if (!this.#output.isReady) return 'blocked';
    return this.#current !== undefined || this.#input.waiting > 0 ? 'ready' : 'starved';
  }

  pump(): void {
    const { scheduler } = this.#site;
    while ((this.#current !== undefined || this.#input.waiting > 0) && this.#output.isReady) {
      if (scheduler.isSpent()) return scheduler.wake(this);
      this.#current ??= this.#open(this.#input.take());
      if (this.#current === undefined) return;
      if (!this.#step(this.#current)) return;
    }
    if (this.#current === undefined && this.#input.isDrained) this.#output.complete();
  }

  #open(from: Iterable<T>): { from: Iterable<T>; items: Iterator<T> } | undefined {
    try {
      if (typeof from?.[Symbol.iterator] !== 'function') return void this.#fail(notIterable('Unbatch', from));
      if (this.#isStopped) this.#limit(from);
      return { from, items: from[Symbol.iterator]() };
    } catch (error) {
      return void this.#fail(opFailed('Unbatch', from, error));
    }
  }

  /** Sends on the next item of the current iterable. */
  #step({ from, items }: { from: Iterable<T>; items: Iterator<T> }): boolean {
    let item: T | typeof END;
    try {
      item = itemOf(checked(items.next()));
    } catch (error) {
      this.#current = undefined;
      this.#fail(opFailed('Unbatch', from, error));
      return false;
    }
    const { account } = this.#site;
    if (item === END) {
      this.#callOff();
      this.#current = undefined;
      account.used!++;
    } else {
      account.made!++;
      this.#output.next(item);
    }
    return true;
  }

  #fail(error: TaskError): void {
    this.#site.account.failed++;
    this.#site.fail(error);
  }

  get held(): number {
    return this.#current === undefined ? 0 : 1;
  }

  /** No more items come, but one may be endless. */
  stop(): void {
    this.#isStopped = true;
    if (this.#current !== undefined) this.#limit(this.#current.from);
  }

  #limit(from: Iterable<T>): void {
    const { scheduler, account } = this.#site;
    if (sizeOf(from) !== undefined) return;
    this.#callOff = scheduler.clock.after(CLOSING, () => {
      account.discarded++;
      this.abandon();
      scheduler.wake(this);
    });
  }

  abandon(): void {
    this.#callOff();
    try {
      this.#current?.items.return?.();
    } catch {
      // It has nothing left to give: the run ends as it would have.
    }
    this.#current = undefined;
  }
}
