import type { Answer } from '../harness/ask.js';
import { verdicts } from '../harness/verdict.js';
import { tablesOf, toText } from './table.js';
import { losses, told } from './words.js';

/** What `npm run bench` says about a question. */
export function print(answer: Answer): void {
  console.log(`\n${answer.question.title}`);
  for (const table of tablesOf(answer)) {
    if (table.title !== undefined) console.log(`\n  ${table.title}`);
    console.log(toText(table));
  }
  for (const verdict of verdicts(answer))
    console.log(`  target: ${verdict.bar.asked}; ${told(answer, verdict)}`);
  const lost = losses(answer);
  if (lost !== undefined) console.log(`  ${lost}`);
}
