import { setTimeout as pause } from 'node:timers/promises';
import { mark } from '../folder.mjs';

/** Marks where it begins and where it ends, 400 ms later. */
export async function slow(item) {
  mark('begun', item);
  await pause(400);
  mark('ended', item);
  return item;
}

/** Marks the process, and waits or computes. */
export async function idle(ms) {
  mark('pids', process.pid);
  await pause(ms);
}

export function compute(ms) {
  mark('pids', process.pid);
  for (const end = Date.now() + ms; Date.now() < end;);
}

export async function readStdin() {
  let length = 0;
  for await (const chunk of process.stdin) length += chunk.length;
  return length;
}
