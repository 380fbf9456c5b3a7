// Does an item of a long asynchronous pipeline cost more than one of a short, in time or in memory?
import { pMap, pMapIterable, rxjs, skorche } from './async-tasks.js';
import { timeAnItem, type Question } from './harness/question.js';

const MILLION = 1_000_000;

export const question: Question = {
  title: 'From a thousand items to ten million, asynchronous',
  work: 'The three asynchronous tasks, concurrency 16, at growing length.',
  sizes: [1000, 10_000, 100_000, MILLION, 10 * MILLION],
  per: 'items',
  figure: timeAnItem,
  sides: [skorche, rxjs, pMap, pMapIterable],
  rounds: [1, 7],
};
