import type { Observer } from 'rxjs';
import { Subject } from '../../rxjs.js';
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

/** Whose items are seen: how many there have been. */
interface Watchable {
  readonly entered: number;
}

/** What sees the items of a queue go by: its subscribers, and what it keeps for later. Most queues have neither. */
export class Audience<T> {
  readonly #queue: Watchable;
  #watchers: Watchers<T> | undefined;
  #kept: T[] | undefined;
  #isThere = false;
  #isWatched = false;
  /** The time that subscribers take, where there are any. */
  #calls: TimedCalls | undefined;
  #scheduler: Scheduler | undefined;
  #end: { readonly error?: unknown } | undefined;

  constructor(queue: Watchable) {
    this.#queue = queue;
  }

  /** Whether items are shown or kept: asked for each of them. */
  get isThere(): boolean {
    return this.#isThere;
  }

  get isWatching(): boolean {
    return this.#isWatched;
  }

  /** Where items are kept for `flush()` and `toArray()`, if they will be asked for. */
  get kept(): T[] | undefined {
    return this.#kept;
  }
  set kept(items: T[] | undefined) {
    this.#kept = items;
    this.#count();
  }

  /** Milliseconds of this thread that subscribers have had until `now`. */
  shown(now: number): number {
    return this.#calls?.meter.read(now).own ?? 0;
  }

  /** Tells `watcher` of every item; returns how to end that. */
  watch(watcher: Partial<Observer<T>>): () => void {
    const subscription = this.#watched().subscribe(watcher);
    this.#count();
    return () => {
      subscription.unsubscribe();
      this.#count();
    };
  }

  #watched(): Watchers<T> {
    if (this.#watchers !== undefined) return this.#watchers;
    this.#watchers = new Watchers();
    this.#measure();
    if (this.#end !== undefined) this.#tell(this.#watchers, this.#end);
    return this.#watchers;
  }

  #count(): void {
    this.#isWatched = this.#watchers?.observed === true;
    this.#isThere = this.#isWatched || this.#kept !== undefined;
    if (this.#scheduler !== undefined) this.#scheduler.stretch++;
  }

  /** Measures the time that subscribers take in a run. */
  join(scheduler: Scheduler): void {
    this.#scheduler = scheduler;
    this.#measure();
  }

  #measure(): void {
    if (this.#scheduler === undefined || this.#watchers === undefined) return;
    const meter = new Meter();
    meter.begin(this.#scheduler.time);
    this.#calls = new TimedCalls(meter, this.#scheduler, () => this.#queue.entered);
  }

  show(item: T): void {
    if (this.#isWatched) {
      const isTimed = this.#calls?.isIdle === false && this.#calls.begins();
      this.#watchers!.next(item);
      if (isTimed) this.#calls!.ended();
    }
    this.#kept?.push(item);
  }

  /** The run has ended. */
  end(how: { readonly error?: unknown }): void {
    this.#end = how;
    if (this.#watchers !== undefined) this.#tell(this.#watchers, how);
  }

  #tell(watchers: Watchers<T>, end: { readonly error?: unknown }): void {
    if ('error' in end) watchers.error(end.error);
    else watchers.complete();
  }
}
