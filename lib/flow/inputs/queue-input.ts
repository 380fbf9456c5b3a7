import type { InteropObservable, Observable, ReadableStreamLike } from 'rxjs';

/** Anything that a queue can read from. */
export type QueueInput<T> =
  | Iterable<T>
  | AsyncIterable<T>
  | ReadableStream<T>
  // What RxJS's ObservableInput has besides. Of its ReadableStreamLike the compiler would infer that `undefined` is an item.
  | Observable<T>
  | InteropObservable<T>
  | PromiseLike<T>
  | ArrayLike<T>
  | ReadableStreamLike<NoInfer<T>>;
