import type { Failed, Reply } from './executor.js';

/**
 * A reply that could not be sent as it was, without the results that can't be sent: each of them fails
 * as `not-cloneable`, the others arrive.
 *
 * @param check throws when a value can't be sent, as whatever sends it would
 */
export function sendable(reply: Reply, check: (value: unknown) => unknown): Reply {
  const refused: Failed[] = [];
  const values = reply.values.map((value, index) => {
    try {
      check(value);
      return value;
    } catch (error) {
      refused.push({ index, code: 'not-cloneable', error });
      return undefined;
    }
  });
  const failures = [...reply.failures, ...refused].toSorted((a, b) => a.index - b.index);
  return { ...reply, values, failures };
}
