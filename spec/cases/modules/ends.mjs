import { setTimeout as pause } from 'node:timers/promises';

export const exit = () => process.exit(0);
export const exitWith7 = () => process.exit(7);
export const kill = () => process.kill(process.pid, 'SIGKILL');

export function exhaust() {
  for (let kept; ;) kept = { kept }; // not arrays: Node 24 ends the whole process over those, with a bare Worker too
}

/** Leaves promises behind that reject once their calls are over. */
export async function leave(item) {
  setTimeout(() => void Promise.reject(new Error(`left behind by ${item}`)), 30);
  await pause(20);
  return item;
}

export const leaveOnce = async (item) => (item === 3 ? leave(item) : (await pause(20), item));
