// Which questions are asked, and where do the answers go? `npm run bench -- sync` asks those whose file or title has
// the word, and writes nothing.
import { ask, type Answer } from './harness/ask.js';
import type { Question } from './harness/question.js';
import { print } from './report/terminal.js';
import { write } from './report/document.js';

/** Their files, in the order of the document. */
const QUESTIONS = [
  'sync-pipeline',
  'async-tasks',
  'small-items',
  'busy-items',
  'many-busy-items',
  'skewed-chain',
  'latency',
  'thread-latency',
  'waiting-calls',
  'slow-sink',
  'many-items',
  'many-async-items',
  'import',
  'wiring',
  'many-nodes',
  'item-size',
  'meters',
];

const words = process.argv.slice(2).map((word) => word.toLowerCase());
const begun = performance.now();
const answers: Answer[] = [];
for (const id of QUESTIONS) {
  const { question } = (await import(`./${id}.js`)) as { question: Question };
  const text = `${id} ${question.title}`.toLowerCase();
  if (words.length > 0 && !words.some((word) => text.includes(word))) continue;
  const answer = await ask(id, question);
  print(answer);
  answers.push(answer);
}
if (answers.length === 0) throw new Error(`no question has any of these words: ${words.join(', ')}`);
const seconds = (performance.now() - begun) / 1000;
console.log(`\n${answers.length} questions in ${seconds.toFixed(0)} s`);
if (words.length === 0) await write(new URL('../../docs/', import.meta.url), answers, seconds);
