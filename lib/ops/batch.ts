import type { Observer } from 'rxjs';
import { checkDuration, checkInteger, checkKeys, checkType, invalid } from '../arguments.js';
import type { Channel } from '../flow/channel/channel.js';
import type { Clock } from '../clock.js';
import { passDemand } from './passage.js';
import { Pump } from '../loop/pump.js';
import type { Account } from '../flow/account.js';
import type { Site, Stage } from '../flow/stage.js';
import type { Standing } from '../insight/meter.js';
import type { Queue } from '../queue.js';
import { checkOut, checkQueue, declare, type Out } from './declare.js';

/** When a batch is sent. */
export interface BatchOptions {
  /** Items in a full batch, from 1. */
  readonly size: number;
  /** Milliseconds after a batch's first item when it is sent, full or not, from 0. @default without limit */
  readonly maxWait?: number;
  /**
   * `false`: send what there is, up to `size`, whenever there is room for a batch. More than 8192 wait only in a
   * queue with such a `capacity`. @default true
   */
  readonly fill?: boolean;
}

/**
 * Groups items into arrays of `size`, in arrival order.
 *
 * The last batch may be shorter: it is sent when `queue` ends. With `maxWait`, a batch is sent that
 * many milliseconds after its first item, full or not. With `fill: false`, nothing waits for a batch
 * to fill. The items of a batch that is being filled when a run is cut short count as discarded.
 *
 * @example
 * const pages = batch(queue({ from: [1, 2, 3] }), 2);
 * await run();
 * pages.flush(); // => [[1, 2], [3]]
 *
 * @throws {@link PipelineError} `queue-has-consumer` when `queue` is already read;
 * `queue-has-producer` when `out` is already filled; `other-pipeline`, `already-run`, `invalid-argument`
 */
export function batch<T>(queue: Queue<T>, size: number | BatchOptions, options: Out<T[]> = {}): Queue<T[]> {
  checkQueue('batch', queue);
  const how = typeof size === 'object' && size !== null ? size : { size };
  checkBatch(how);
  checkOut('batch', options);
  const full = fullSizeOf(how);
  const [batches] = declare({
    verb: 'batch',
    node: {
      label: labelOf(how),
      gives: 'groups',
      size: full,
      expected: full === undefined ? undefined : ([items]) => Math.ceil(items! / full),
      build: (site) => batcher<T>(site, how),
    },
    inputs: [queue],
    outputs: [options],
  });
  if (how.fill === false) queue.channel.demand.wants(how.size);
  return batches!;
}

function checkBatch({ size, maxWait, fill, ...rest }: BatchOptions): void {
  checkKeys('batch', { size, maxWait, fill, ...rest }, ['size', 'maxWait', 'fill']);
  if (size === undefined) throw invalid('batch', 'size', 'an integer from 1 and up', size);
  checkInteger('batch', 'size', size, 1);
  checkDuration('batch', 'maxWait', maxWait, 0);
  checkType('batch', 'fill', fill, 'boolean');
}

/** How large all batches but the last are, where that can be told. */
function fullSizeOf({ size, maxWait, fill }: BatchOptions): number | undefined {
  return maxWait === undefined && fill !== false ? size : undefined;
}

function labelOf({ size, maxWait, fill }: BatchOptions): string {
  const parts = [`size=${size}`];
  if (maxWait !== undefined) parts.push(`maxWait=${maxWait}`);
  if (fill === false) parts.push('fill=false');
  return `Batch(${parts.join(', ')})`;
}

function batcher<T>(site: Site, { size, maxWait, fill }: BatchOptions): Stage {
  const { account } = site;
  account.used = 0;
  account.made = 0;
  if (fill === false) return new Gatherer<T>(site, size);
  passDemand(site);
  const buffer = new Buffer<T>(site, size, maxWait);
  site.inputs[0]!.passTo(buffer);
  return buffer;
}

/**
 * `bufferCount` that can also send a batch `maxWait` milliseconds after its first item; and that has one
 * buffer, where RxJS goes through a list of them for every item.
 */
class Buffer<T> implements Observer<T>, Stage {
  readonly #account: Account;
  readonly #output: Channel<T[]>;
  readonly #clock: Clock;
  readonly #size: number;
  readonly #maxWait: number | undefined;
  #items: T[] = [];
  #callOff: (() => void) | undefined;

  constructor({ account, outputs, scheduler }: Site, size: number, maxWait: number | undefined) {
    this.#account = account;
    this.#output = outputs[0]!;
    this.#clock = scheduler.clock;
    this.#size = size;
    this.#maxWait = maxWait;
  }

  next(item: T): void {
    const count = this.#items.push(item);
    if (count === this.#size) this.#send();
    else if (count === 1 && this.#maxWait !== undefined)
      this.#callOff = this.#clock.after(this.#maxWait, () => this.#send());
  }

  error(reason: unknown): void {
    this.#output.error(reason);
  }

  complete(): void {
    if (this.#items.length > 0) this.#send();
    this.#output.complete();
  }

  #send(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    const items = this.#items;
    this.#items = [];
    this.#account.used! += items.length;
    this.#account.made!++;
    this.#output.next(items);
  }

  get held(): number {
    return this.#items.length;
  }

  abandon(): void {
    this.#callOff?.();
  }
}

/** Takes what waits, up to `size`, whenever there is room for a batch. */
class Gatherer<T> extends Pump implements Stage {
  /** What waits is the queue's. */
  readonly held = 0;
  readonly #site: Site;
  readonly #size: number;
  readonly #input: Channel<T>;
  readonly #output: Channel<T[]>;

  constructor(site: Site, size: number) {
    super();
    this.#site = site;
    this.meter = site.meter;
    this.#size = size;
    this.#input = site.inputs[0]!;
    this.#output = site.outputs[0]!;
    this.#input.keepFor(this);
    this.#output.filledByPump(this);
  }

  override get standing(): Standing {
    if (this.#output.isEnded) return 'done';
    if (!this.#output.isReady) return 'blocked';
    return this.#input.waiting > 0 ? 'ready' : 'starved';
  }

  pump(): void {
    const { scheduler, account } = this.#site;
    while (this.#input.waiting > 0 && this.#output.isReady) {
      if (scheduler.isSpent()) return scheduler.wake(this);
      const items: T[] = [];
      while (items.length < this.#size && this.#input.waiting > 0) items.push(this.#input.take());
      account.used! += items.length;
      account.made!++;
      this.#output.next(items);
    }
    if (this.#input.isDrained) this.#output.complete();
  }
}
