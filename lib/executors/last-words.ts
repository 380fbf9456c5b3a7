import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { cameWithin, systemClock } from '../clock.js';

/** Milliseconds in which nothing comes: what the worker has started itself may hold its output open. */
const QUIET = 500;
/** Such spans, if that goes on printing. */
const MOST_SPANS = 10;

/** Waits until what a worker printed before it ended has been passed on, however slowly ours is read, and its last answers were `heard`. */
export async function passedOn(outputs: readonly Readable[], heard?: Promise<unknown>): Promise<void> {
  const events = [heard, ...outputs.map((output) => finished(output, { writable: false }))];
  let hasCome = true;
  for (const output of outputs) output.on('data', () => (hasCome = true));
  for (let spans = 0; spans < MOST_SPANS && hasCome;) {
    hasCome = false;
    if (await cameWithin(systemClock, QUIET, events)) break;
    await new Promise(setImmediate); // what has come while this thread had no time is heard first
    if (outputs.some((output) => output.isPaused())) hasCome = true;
    else spans++;
  }
  await new Promise(setImmediate); // the answer is with its caller before the death is told
}
