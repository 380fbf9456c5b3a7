// Does an item of a long synchronous pipeline cost more than one of a short, in time or in memory?
import { timeAnItem, type Question } from './harness/question.js';
import { effect, readable, rxjs, skorche, streamingIterables } from './sync-pipeline.js';

const MILLION = 1_000_000;

export const question: Question = {
  title: 'From a thousand items to ten million, synchronous',
  work: 'The pipeline of three synchronous tasks, filter, batch and unbatch, at growing length.',
  sizes: [1000, 10_000, 100_000, MILLION, 10 * MILLION],
  per: 'items',
  figure: timeAnItem,
  sides: [
    skorche,
    rxjs,
    effect,
    ...[readable, streamingIterables].map((side) => ({ ...side, most: MILLION / 10 })),
  ],
  rounds: [1, 7],
};
