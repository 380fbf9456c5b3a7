import { Subject, type Observer } from 'rxjs';
import { Meter } from '../../insight/meter.js';
import type { Scheduler } from '../../loop/scheduler.js';
import { TimedCalls } from '../../loop/timed-calls.js';

/** A Subject that goes straight to its only observer: RxJS makes a copy of the list and a closure for every item. */
class Watchers<T> extends Subject<T> {
  override next(item: T): void {
    const { observers } = this;
    if (observers.length === 1) observers[0]!.next(item);
    else super.next(item);
  }
}

/** What sees the items of a queue go by: its subscribers, and what it keeps for later. */
export class Audience<T> {
  readonly #watchers = new Watchers<T>();
  #kept: T[] | undefined;
  #isThere = false;
  /** The time that subscribers take. */
  readonly meter = new Meter();
  #calls: TimedCalls | undefined;
  #scheduler: Scheduler | undefined;

  /** Whether items are shown or kept: asked for each of them. */
  get isThere(): boolean {
    return this.#isThere;
  }

  get isWatching(): boolean {
    return this.#watchers.observed;
  }

  /** Where items are kept for `flush()` and `toArray()`, if they will be asked for. */
  get kept(): T[] | undefined {
    return this.#kept;
  }
  set kept(items: T[] | undefined) {
    this.#kept = items;
    this.#count();
  }

  /** Tells `watcher` of every item; returns how to end that. */
  watch(watcher: Partial<Observer<T>>): () => void {
    const subscription = this.#watchers.subscribe(watcher);
    this.#count();
    return () => {
      subscription.unsubscribe();
      this.#count();
    };
  }

  #count(): void {
    this.#isThere = this.#watchers.observed || this.#kept !== undefined;
    if (this.#scheduler !== undefined) this.#scheduler.stretch++;
  }

  /** Measures the time that subscribers take in a run. */
  join(scheduler: Scheduler, count: () => number): void {
    this.#scheduler = scheduler;
    this.#calls = new TimedCalls(this.meter, scheduler, count);
  }

  show(item: T): void {
    if (this.#watchers.observed) {
      const isTimed = this.#calls?.isIdle === false && this.#calls.begins();
      this.#watchers.next(item);
      if (isTimed) this.#calls!.ended();
    }
    this.#kept?.push(item);
  }

  /** The run has ended. */
  end(how: { readonly error?: unknown }): void {
    if ('error' in how) this.#watchers.error(how.error);
    else this.#watchers.complete();
  }
}
