import type { Observer, Operator, Subscription } from 'rxjs';
import { Observable, Subscriber } from '../../rxjs.js';

/**
 * An Observable of a run, whose subscribers may be careless, also behind RxJS's operators: one that throws fails the
 * run, and an error of the run is the run's to tell, where a subscriber has no word for it.
 */
export class Watched<T> extends Observable<T> {
  /** Fails the run; what is an error of the run itself is nothing new to it. */
  readonly #failed: (error: unknown) => void;

  constructor(failed: (error: unknown) => void, subscribe?: (subscriber: Subscriber<T>) => () => void) {
    super(subscribe);
    this.#failed = failed;
  }

  /** How RxJS 7 makes what `pipe` returns. @internal */
  override lift<R>(operator?: Operator<T, R>): Observable<R> {
    const lifted = new Watched<R>(this.#failed);
    lifted.source = this;
    lifted.operator = operator;
    return lifted;
  }

  /**
   * Watches its items. An error of the run is the run's to tell: a subscriber that takes none isn't made to crash. One
   * that throws fails the run with `subscriber-failed`; so does an operator of RxJS that throws.
   *
   * @example
   * queue({ from: ['a', 'b'] }).subscribe((letter) => console.log(letter));
   * await run();
   */
  override subscribe(
    observerOrNext?: Partial<Observer<T>> | ((value: T) => void) | null,
    error?: ((error: unknown) => void) | null,
    complete?: (() => void) | null,
  ): Subscription {
    if (observerOrNext instanceof Subscriber) return super.subscribe(observerOrNext);
    const observer: Partial<Observer<T>> =
      typeof observerOrNext === 'object' && observerOrNext !== null
        ? observerOrNext
        : {
            ...(observerOrNext && { next: observerOrNext }),
            ...(error && { error }),
            ...(complete && { complete }),
          };
    return super.subscribe(guarded(observer, this.#failed));
  }
}

function guarded<T>(observer: Partial<Observer<T>>, failed: (error: unknown) => void): Observer<T> {
  return {
    next: (item) => {
      try {
        observer.next?.(item);
      } catch (cause) {
        failed(cause);
      }
    },
    error: (reason) => (observer.error ? observer.error(reason) : failed(reason)),
    complete: () => observer.complete?.(),
  };
}
