import { setTimeout as pause } from 'node:timers/promises';
import { mark } from '../folder.mjs';

// The third worker that starts ends at once; a later call ends a worker that works.
if (mark('starts') === 3) process.exit(1);

export async function work(item) {
  if (item === 50 && mark('deaths') === 1) process.exit(1);
  await pause(10);
  return item;
}
