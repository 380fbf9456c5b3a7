import { expect } from '@jest/globals';
import { virtually as inVirtualTime, type Virtual } from '../lib/testing/index.js';

export type { Virtual };

/** A test in virtual time, whose marbles may expect by Jest's matchers. */
export function virtually<T>(test: (virtual: Virtual) => T): Promise<Awaited<T>> {
  return inVirtualTime(test, { assert: (actual, expected) => expect(actual).toEqual(expected) });
}
