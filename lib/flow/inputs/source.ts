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

/** Milliseconds that a source has to close, and to bring what a pending `next()` had begun to fetch. */
export const CLOSING = 2000;

/** Pulls items out of an iterator, one at a time, while there is room for them. */
export class Source<T> extends Pump implements Stage {
  readonly #name: string;
  readonly #site: Site;
  readonly #out: Channel<T>;
  readonly #from: Pulled<T>;
  #iterator: Iterator<T> | AsyncIterator<T> | undefined;
  /** The `next()` that is under way. */
  #pull: Promise<void> | undefined;
  /** It ends: nothing more is asked for, what is on its way still lands. When it is over, nothing does. */
  #phase: 'reading' | 'ending' | 'over' = 'reading';
  /** Calls off the end of its waiting for what is on its way. */
  #callOff = (): void => {};

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
    if (this.#phase === 'over') return 'done';
    if (this.#pull !== undefined) return 'working';
    return this.#out.isReady ? 'ready' : 'blocked';
  }

  start(): void {
    if (this.#phase !== 'reading') return;
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
    while (this.#phase === 'reading' && this.#pull === undefined && out.isReady) {
      if (scheduler.isSpent()) return scheduler.wake(this);
      let item: T | typeof END;
      try {
        const result = checked(iterator.next());
        if ('then' in result) return this.#await(result);
        item = itemOf(result);
      } catch (error) {
        return this.#fail(error);
      }
      if (item === END) return this.#end();
      account.read++;
      out.next(item);
    }
  }

  /** A thenable that isn't a Promise may throw, or call back twice: `resolve` takes that away, and leaves a Promise as it is. */
  #await(result: PromiseLike<IteratorResult<T>>): void {
    this.#pull = Promise.resolve(result).then(this.#arrived, this.#failed);
  }

  readonly #arrived = (result: IteratorResult<T>): void => {
    let item: T | typeof END;
    try {
      item = itemOf(checked(result));
    } catch (error) {
      return this.#failed(error);
    }
    this.#pull = undefined;
    const { account, scheduler } = this.#site;
    if (item !== END) {
      account.read++;
      if (this.#phase === 'over') this.#out.turnAway();
      else this.#out.next(item);
    }
    if (item === END || this.#phase === 'ending') this.#end();
    scheduler.wake(this);
  };

  readonly #failed = (error: unknown): void => {
    this.#pull = undefined;
    if (this.#phase === 'reading') this.#fail(error);
    else this.#end(); // it was told to close: that it could not bring its next item is no news
  };

  #fail(error: unknown): void {
    this.#phase = 'over';
    this.#site.fail(sourceFailed(this.#name, error));
  }

  /** No more items. */
  #end(): void {
    if (this.#phase === 'over') return;
    this.#phase = 'over';
    this.#callOff();
    this.#out.complete();
  }

  /**
   * Asks for no more. An item that a pending `next()` brings soon is one of those that are in: it may have been taken
   * from where it was, as a message from a broker. Later it is discarded, and counted.
   */
  stop(): Promise<void> | void {
    if (this.#phase !== 'reading') return;
    this.#phase = 'ending';
    const closing = this.#close();
    if (this.#pull === undefined) this.#end();
    else this.#callOff = this.#site.scheduler.clock.after(CLOSING, () => this.#end());
    return closing;
  }

  abandon(): Promise<void> | void {
    if (this.#phase === 'over') return;
    const isClosing = this.#phase === 'ending';
    this.#phase = 'over';
    this.#callOff();
    if (!isClosing) return this.#close();
  }

  /** Runs the iterator's `finally`; a generator's, when its pending `next()` has settled. */
  async #close(): Promise<void> {
    try {
      const iterator = this.#iterator;
      await (iterator === undefined ? this.#from.close?.() : iterator.return?.());
      await this.#pull;
    } catch {
      // A source that fails to close has nothing left to give: the run ends as it would have.
    }
  }
}
