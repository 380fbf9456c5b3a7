import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { systemClock } from '../clock.js';

/** Milliseconds in which nothing comes: what the worker has started itself may hold its output open. */
const QUIET = 500;
/** Such spans, if that goes on printing. */
const MOST_SPANS = 10;

/** Waits until what a worker printed before it ended has been passed on, however slowly ours is read, and its last answers were `heard`. */
export async function passedOn(outputs: readonly Readable[], heard?: Promise<unknown>): Promise<void> {
  const ends = outputs.map((output) => finished(output, { writable: false }).catch(() => {}));
  let callOff: (() => void) | undefined;
  let hasCome = false;
  let spans = 0;
  const comes = (): void => void (hasCome = true);
  const isHeldOpen = new Promise<void>((resolve) => {
    const look = async (): Promise<void> => {
      await new Promise(setImmediate); // what has come while this thread had no time is heard first
      const isGoingOn = hasCome && ++spans < MOST_SPANS;
      if (isGoingOn || outputs.some((output) => output.isPaused())) wait();
      else resolve();
    };
    const wait = (): void => {
      hasCome = false;
      callOff = systemClock.after(QUIET, () => void look());
    };
    wait();
  });
  for (const output of outputs) output.on('data', comes);
  await Promise.race([Promise.all([heard, ...ends]), isHeldOpen]);
  callOff?.();
  await new Promise(setImmediate); // the answer is with its caller before the death is told
}
