// The same in a run five times as long: how much of what is missing is the start and the end of the threads?
import { busyItems } from './busy-items.js';

export const question = busyItems(
  100_000,
  0.92,
  'Busy items on threads, in a longer run',
  ': their start and their end weigh less',
);
