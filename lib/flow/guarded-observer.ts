import type { Observer } from 'rxjs';

const ignore = (): void => {};

/**
 * What was given to `subscribe`, as an observer that tells `failed` of an item it throws at, and that takes
 * an error in silence if it has no word for it.
 */
export function guardedObserver<T>(
  observerOrNext: Partial<Observer<T>> | ((value: T) => void) | null | undefined,
  error: ((error: unknown) => void) | null | undefined,
  complete: (() => void) | null | undefined,
  failed: (cause: unknown) => void,
): Observer<T> {
  const observer: Partial<Observer<T>> =
    typeof observerOrNext === 'function' || !observerOrNext
      ? { next: observerOrNext ?? ignore, error: error ?? ignore, complete: complete ?? ignore }
      : observerOrNext;
  return {
    next: (item) => {
      try {
        observer.next?.(item);
      } catch (cause) {
        failed(cause);
      }
    },
    error: (reason) => observer.error?.(reason),
    complete: () => observer.complete?.(),
  };
}
