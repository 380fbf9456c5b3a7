import { setTimeout as pause } from 'node:timers/promises';

export const same = (item) => item;

export const wait = async (ms) => {
  await pause(ms);
  return ms;
};
