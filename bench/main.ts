// Answers every question, or those whose titles contain one of the words given.
import { cpus } from 'node:os';
import { asyncTasks } from './async-tasks.js';
import { answer } from './harness.js';
import { closePool } from './pools.js';
import { syncPipeline } from './sync-pipeline.js';
import { busyItems, largeResults, skewedChain, smallItems } from './threads.js';
import { wiring } from './wiring.js';

const words = process.argv.slice(2);
const questions = [syncPipeline, asyncTasks, wiring, smallItems, busyItems, skewedChain, largeResults];

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}`);
for (const question of questions) {
  if (words.length === 0 || words.some((word) => question.title.includes(word))) await answer(question);
}
await closePool();
