import type { Channel } from './channel.js';

type Channels = readonly Channel<unknown>[];

/** Items that came into these channels. */
export function entered(channels: Channels): number {
  let sum = 0;
  for (const channel of channels) sum += channel.entered;
  return sum;
}

/** Items that came when none was wanted any more. */
export function discarded(channels: Channels): number {
  let sum = 0;
  for (const channel of channels) sum += channel.discarded;
  return sum;
}

/** Items that wait. */
export function waiting(channels: Channels): number {
  let sum = 0;
  for (const channel of channels) sum += channel.waiting;
  return sum;
}

/** Items that were taken out. */
export function left(channels: Channels): number {
  let sum = 0;
  for (const channel of channels) sum += channel.left;
  return sum;
}
