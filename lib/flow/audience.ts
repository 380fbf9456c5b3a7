import { Subject, type Observer } from 'rxjs';

/** Whoever wants to see the items of a queue go by: those that subscribed to it, and what it keeps for later. */
export class Audience<T> {
  readonly #watchers = new Subject<T>();
  #kept: T[] | undefined;
  #isThere = false;

  /** Whether there is anybody to show items to: asked for each of them. */
  get isThere(): boolean {
    return this.#isThere;
  }

  get isWatching(): boolean {
    return this.#watchers.observed;
  }

  /** Where items are kept for `flush()` and `toArray()`, if anybody will ask for them. */
  get kept(): T[] | undefined {
    return this.#kept;
  }
  set kept(items: T[] | undefined) {
    this.#kept = items;
    this.#count();
  }

  /** Has `watcher` told of every item; returns how to end that. */
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
  }

  show(item: T): void {
    this.#watchers.next(item);
    this.#kept?.push(item);
  }

  /** The run has ended. */
  end(how: { readonly error?: unknown }): void {
    if ('error' in how) this.#watchers.error(how.error);
    else this.#watchers.complete();
  }
}
