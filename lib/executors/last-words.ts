import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';

/** Milliseconds: somebody else may hold a worker's output open, or nobody may read ours. */
const LONGEST = 500;

/** Waits until what a worker printed before it ended has been passed on. */
export async function passedOn(outputs: readonly Readable[]): Promise<void> {
  let late: NodeJS.Timeout | undefined;
  const ends = outputs.map((output) => finished(output, { writable: false }).catch(() => {}));
  await Promise.race([Promise.all(ends), new Promise((resolve) => (late = setTimeout(resolve, LONGEST)))]);
  clearTimeout(late);
}
