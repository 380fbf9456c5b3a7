// What do the meters of a run cost, which tell what is busy, blocked and starved, and how long calls take?
//
// The other side is the same library, whose meters are taken out while it is loaded (work/unmetered.ts): what is told
// of a node's time, of calls and of rates is not kept, and the clock is not looked at for it. What stays is the counts
// of the ledger, without which no run could be checked.
import { register } from 'node:module';
import { timeAnItem, type Question, type Side } from './harness/question.js';
import { skorche } from './sync-pipeline.js';

const without: Side = {
  name: 'skorche without meters',
  isYardstick: true,
  load: () => {
    register(new URL('./work/unmetered.js', import.meta.url));
    return skorche.load();
  },
};

export const question: Question = {
  title: 'What the meters cost',
  work: 'The synchronous pipeline as it is, and with its meters taken out when the library is loaded.',
  sizes: [1_000_000],
  figure: timeAnItem,
  sides: [skorche, without],
  bars: [{ asked: 'at most 10 % more than without them', against: without.name, atMost: 1.1 }],
  rounds: [40, 40],
};
