import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { systemClock } from '../clock.js';

/** Milliseconds: somebody else, whom the worker has started, may hold its output open. */
const LONGEST = 500;

/** Waits until what a worker printed before it ended has been passed on, however slowly ours is read, and its last answers were `heard`. */
export async function passedOn(outputs: readonly Readable[], heard?: Promise<unknown>): Promise<void> {
  const ends = outputs.map((output) => finished(output, { writable: false }).catch(() => {}));
  let callOff: (() => void) | undefined;
  const isHeldOpen = new Promise<void>((resolve) => {
    const look = (): void => {
      if (outputs.some((output) => output.isPaused())) wait();
      else resolve();
    };
    const wait = (): void => void (callOff = systemClock.after(LONGEST, look));
    wait();
  });
  await Promise.race([Promise.all([heard, ...ends]), isHeldOpen]);
  callOff?.();
  await new Promise(setImmediate); // the answer is with its caller before the death is told
}
