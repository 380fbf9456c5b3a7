import { cameWithin, type Clock } from '../clock.js';
import type { Seat } from './seat.js';

/** Milliseconds that calls have to end after their signal was aborted. */
const FAREWELL = 100;

/** Tells the calls under way that listen to their signal that it is all over, and gives them a moment. */
export async function sayFarewell(seats: readonly Seat[], clock: Clock): Promise<void> {
  const listening = seats.filter(({ flights }) => [...flights].some(({ client }) => client.listens));
  if (listening.length === 0) return;
  const answers = listening.flatMap(({ flights }) => [...flights].map(({ answer }) => answer));
  for (const { worker } of listening) worker?.abort();
  await cameWithin(clock, FAREWELL, answers);
}
