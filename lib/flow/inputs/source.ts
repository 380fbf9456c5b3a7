import { sourceFailed } from '../../errors.js';
import type { Standing } from '../../insight/meter.js';
import type { Channel } from '../channel/channel.js';
import { checked, END, itemOf } from './iterator-result.js';
import { Pump } from '../../loop/pump.js';
import type { Site, Stage } from '../stage.js';

/** What a source reads from: an iterator, synchronous or not. */
export type Pull<T> = () => Iterator<T> | AsyncIterator<T>;

/** How items are pulled, and how what was never read from is let go of. */
export interface Pulled<T> {
  readonly pull: Pull<T>;
  readonly close?: () => unknown;
}

/** Pulls items out of an iterator, one at a time, while there is room for them. */
export class Source<T> extends Pump implements Stage {
  readonly #name: string;
  readonly #site: Site;
  readonly #out: Channel<T>;
  readonly #from: Pulled<T>;
  #iterator: Iterator<T> | AsyncIterator<T> | undefined;
  #isPulling = false;
  #isOver = false;

  constructor(name: string, from: Pulled<T>, site: Site) {
    super();
    this.#name = name;
    this.#from = from;
    this.#site = site;
    this.meter = site.meter;
    this.#out = site.outputs[0]!;
    this.#out.filledByPump(this);
  }

  override get standing(): Standing {
    if (this.#isPulling) return 'working';
    if (this.#isOver) return 'done';
    return this.#out.isReady ? 'ready' : 'blocked';
  }

  start(): void {
    if (this.#isOver) return;
    try {
      this.#iterator = this.#from.pull();
    } catch (error) {
      return this.#fail(error);
    }
    this.#site.scheduler.wake(this);
  }

  pump(): void {
    const { scheduler, account } = this.#site;
    const iterator = this.#iterator!;
    const out = this.#out;
    while (!this.#isOver && !this.#isPulling && out.isReady) {
      if (scheduler.isSpent()) return scheduler.wake(this);
      let item: T | typeof END;
      try {
        const result = checked(iterator.next());
        if ('then' in result) return this.#await(result);
        item = itemOf(result);
      } catch (error) {
        return this.#fail(error);
      }
      if (item === END) {
        this.#isOver = true;
        out.complete();
      } else {
        account.read++;
        out.next(item);
      }
    }
  }

  /** A thenable that isn't a Promise may throw, or call back twice: `resolve` takes that away, and leaves a Promise as it is. */
  #await(result: PromiseLike<IteratorResult<T>>): void {
    void Promise.resolve(result).then(this.#arrived, this.#failed);
    this.#isPulling = true;
  }

  readonly #arrived = (result: IteratorResult<T>): void => {
    let item: T | typeof END;
    try {
      item = itemOf(checked(result));
    } catch (error) {
      return this.#failed(error);
    }
    this.#isPulling = false;
    const { account, scheduler } = this.#site;
    if (item !== END) {
      account.read++;
      if (this.#isOver) account.discarded++;
      else this.#out.next(item);
    } else if (!this.#isOver) {
      this.#isOver = true;
      this.#out.complete();
    }
    scheduler.wake(this);
  };

  readonly #failed = (error: unknown): void => {
    this.#isPulling = false;
    if (!this.#isOver) this.#fail(error);
  };

  #fail(error: unknown): void {
    this.#isOver = true;
    this.#site.fail(sourceFailed(this.#name, error));
  }

  /** Ends at once. An item that a pending `next()` still brings is discarded and counted. */
  stop(): Promise<void> | void {
    if (this.#isOver) return;
    this.#isOver = true;
    const closing = this.#close();
    this.#out.complete();
    return closing;
  }

  abandon(): Promise<void> | void {
    if (this.#isOver) return;
    this.#isOver = true;
    return this.#close();
  }

  /** Runs the iterator's `finally`. One that hangs in `next()` closes when that settles: nobody waits for it. */
  async #close(): Promise<void> {
    try {
      const iterator = this.#iterator;
      const closing = Promise.resolve(iterator === undefined ? this.#from.close?.() : iterator.return?.());
      if (this.#isPulling) closing.catch(() => {});
      else await closing;
    } catch {
      // A source that fails to close has nothing left to give: the run ends as it would have.
    }
  }
}
