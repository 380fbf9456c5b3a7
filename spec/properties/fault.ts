import * as fc from 'fast-check';
import { numbersIn, type Item } from './interpret.js';
import { MS_A_TURN } from './turn-clock.js';

/** How the calls of a random task go wrong. */
export interface Fault {
  /** Numbers that are multiples of it fail. */
  readonly every: number;
  /** How many attempts at each of them fail. */
  readonly times: number;
  /** A call that hangs never settles; a late one gives a wrong result after its timeout. */
  readonly how: 'throw' | 'reject' | 'hang' | 'be late';
  readonly retries: number;
  /** Before the next attempt: turns of the event loop, and the share of them left to chance. */
  readonly delay: number;
  readonly jitter: number;
  readonly onError: 'skip' | 'route' | 'fail';
}

/** Turns of the event loop that an attempt may take, where it may hang. No call that goes well takes as many. */
export const PATIENCE = 6;

/** The same, as an option. */
export const TIMEOUT = PATIENCE * MS_A_TURN;

const retries = { retries: fc.nat({ max: 3 }), delay: fc.nat({ max: 3 }), jitter: fc.constantFrom(0, 1) };
const which = { every: fc.integer({ min: 1, max: 5 }), times: fc.constantFrom(1, 2, 3, 9) };
const how = { how: fc.constantFrom('throw', 'reject', 'hang', 'be late') };

/** Faults after which the run goes on. */
export const tolerated: fc.Arbitrary<Fault> = fc.record({
  ...which,
  ...how,
  ...retries,
  onError: fc.constantFrom('skip', 'route'),
});

/** Faults that end the run, if they outlast the retries. */
export const fatal: fc.Arbitrary<Fault> = fc.record({
  ...which,
  ...how,
  ...retries,
  onError: fc.constant('fail'),
});

/**
 * How many attempts at an item fail. What is in a batch may depend on time: a batch fails, if it does,
 * only so often that a retry helps.
 */
export function failuresOf(item: Item, { every, times, retries: most }: Fault): number {
  if ((numbersIn([item])[0] ?? 0) % every !== 0) return 0;
  return typeof item === 'number' ? Math.min(times, most + 1) : Math.min(times, most);
}

/** Whether an item gets through, at last. */
export function survives(item: Item, fault: Fault | undefined): boolean {
  return fault === undefined || failuresOf(item, fault) <= fault.retries;
}

/** Whether an attempt may be left behind by others. */
export function isOvertaken({ retries: most, delay }: Fault): boolean {
  return most > 0 && delay > 0;
}
