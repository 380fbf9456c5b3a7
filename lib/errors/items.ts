import { TaskError } from '../errors.js';
import { preview } from '../preview.js';

/** A classifier gave a value that has no queue. */
export function unknownSplitValue(
  op: string,
  item: unknown,
  value: unknown,
  values: readonly unknown[],
): TaskError {
  const known = values.map(preview).join(', ');
  const message = `${op}: gave ${preview(value)} for ${preview(item)}, which is none of ${known}. Add it to the values of split().`;
  return new TaskError('unknown-split-value', op, item, 1, message);
}

/** An item is to be taken apart, and can't be. */
export function notIterable(op: string, item: unknown): TaskError {
  const message = `${op}: expected an array or another iterable, got ${preview(item)}`;
  return new TaskError('not-iterable', op, item, 1, message);
}

/** What is wrong with a function that gave a promise where an answer is needed at once. */
export function gavePromise(): TypeError {
  return new TypeError('it gave a promise: it must be synchronous');
}

/** As the language says it, where an iterator gives something else than a result. */
export function noResult(given: unknown): TypeError {
  return new TypeError(`its next() gave ${String(given)}, which is not an object`);
}
