import type { Channel } from './channel.js';

/** What channels count: items that came in, that came when none was wanted any more, that wait, and that were taken out. */
type Count = 'entered' | 'discarded' | 'waiting' | 'left';

/** A count of all these channels together. */
export function sum(channels: readonly Channel<unknown>[], count: Count): number {
  let total = 0;
  for (const channel of channels) total += channel[count];
  return total;
}
