// How much of two cores reaches the work, when an item keeps a core busy for 50 µs?
import { timeAnItem, type Question, type Side } from './harness/question.js';
import { inPools, onOurThreads } from './small-items.js';
import { byBareWorkers, THREADS } from './work/pools.js';

const MICROSECONDS = 50;

const ideal: Side = {
  name: 'the ideal',
  note: `Not run: ${MICROSECONDS} µs an item, divided by ${THREADS} cores.`,
  isYardstick: true,
  load: async () => async (size) => ({
    check: (size * (size - 1)) / 2,
    ms: (size * MICROSECONDS) / 1000 / THREADS,
  }),
};

const bare: Side = {
  name: 'two bare workers',
  isYardstick: true,
  note: 'Started, given half of the items each in a single message, and ended within the time taken.',
  load: async () => async (size) => ({ check: await byBareWorkers('burn50', size) }),
};

/** The question, for so many items, of which such a share of the ideal is asked. */
export function busyItems(size: number, share: number, title: string, why = ''): Question {
  return {
    title,
    work: `${size.toLocaleString('en')} items that keep a core busy for ${MICROSECONDS} µs each, on ${THREADS} worker threads${why}.`,
    sizes: [size],
    figure: timeAnItem,
    sides: [onOurThreads('burn50'), ideal, bare, ...inPools('burn50')],
    bars: [
      { asked: `${share * 100} % of two bare workers`, against: 'two bare workers', atMost: 1 / share },
      { asked: 'ahead of piscina', against: 'piscina', atMost: 1 },
    ],
  };
}

export const question = busyItems(20_000, 0.85, 'Busy items on threads');
