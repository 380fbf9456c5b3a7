import { noResult } from '../../errors/items.js';

/** In place of an item: there are no more. */
export const END: unique symbol = Symbol('end');

/** @throws TypeError as the language does, where an iterator gives something else than a result */
export function checked<R>(result: R): R {
  if ((typeof result === 'object' && result !== null) || typeof result === 'function') return result;
  throw noResult(result);
}

/** The item that an iterator's result has, or {@link END}. What is read is the user's, and may throw. */
export function itemOf<T>(result: IteratorResult<T>): T | typeof END {
  return result.done ? END : result.value;
}
