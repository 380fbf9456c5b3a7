import { types } from 'node:util';

/** An Error of this realm or of another. */
export function isError(value: unknown): value is Error {
  if (types.isNativeError(value)) return true;
  try {
    return value instanceof Error; // a DOMException is one, and no native one
  } catch {
    return false;
  }
}
