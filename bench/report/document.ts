import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import type { Answer } from '../harness/ask.js';
import { verdicts } from '../harness/verdict.js';
import { barChart } from './bar-chart.js';
import { lineChart } from './line-chart.js';
import { machine, peers } from './machine.js';
import { tablesOf, toMarkdown } from './table.js';
import { losses, named, told } from './words.js';

const PICTURES = 'benchmarks/';

/** Writes `benchmarks.md` and its pictures into `docs`. */
export async function write(docs: URL, answers: readonly Answer[], seconds: number): Promise<void> {
  const pictures = new URL(PICTURES, docs);
  await mkdir(pictures, { recursive: true });
  for (const name of await readdir(pictures)) await rm(new URL(name, pictures));
  for (const answer of answers) {
    const draw = answer.question.sizes.length === 1 ? barChart : lineChart;
    await writeFile(new URL(`${answer.id}.svg`, pictures), draw(answer));
  }
  const parts = [head(seconds), bars(answers), ...answers.map(section)];
  await writeFile(new URL('benchmarks.md', docs), `${parts.join('\n\n')}\n`);
}

function head(seconds: number): string {
  return `# Benchmarks

Written by \`npm run bench\`; don't edit. Each question is a file in [bench](../bench), which has the work of every side.

## How it is measured

- Every side computes the same results, with the same concurrency for each function; they are consumed and compared.
  How many items are under way, in what order they come and how they cross to threads is each library's own way;
  notes say where that matters.
- Every side runs in a process of its own. The sides take turns, so that whatever else the machine does meets all of
  them, and the best of several runs counts: four at least; more where they are short, so that the code is compiled.
- Peak memory is the most that the process has ever held (RSS), workers included; "gained" is how much of it has come
  since everything was loaded. A process does all sizes in turn, so a row includes those above it.
- "Event loop held" is the longest time in which nothing else had a turn (\`monitorEventLoopDelay\`), in a run of
  its own that isn't timed.
- "–": not run at that size, to keep the whole short. Runs of the whole differ by a tenth, sometimes by a fifth; the machine is a
  virtual one, whose cores this thread shares with the workers. "Narrowly": by less than a tenth.
- What "skorche takes" is a ratio: above 1, skorche takes longer. The whole took ${(seconds / 60).toFixed(1)} minutes.

## The machine

${toMarkdown({ isText: true, rows: [['', ''], ...machine()] })}

## The peers

${toMarkdown({ isText: true, rows: [['', 'version', 'back-pressure'], ...peers()] })}`;
}

function bars(answers: readonly Answer[]): string {
  const rows = answers.flatMap((answer) =>
    verdicts(answer).map((verdict) => [
      `[${answer.question.title}](#${anchor(answer.question.title)})`,
      verdict.bar.asked,
      told(answer, verdict),
    ]),
  );
  return `## Targets\n\n${toMarkdown({ isText: true, rows: [['work', 'target', 'result'], ...rows] })}`;
}

function section(answer: Answer): string {
  const { id, question } = answer;
  const tables = tablesOf(answer).map((table) =>
    [table.title && `${upper(table.title)}:`, toMarkdown(table)].filter(Boolean).join('\n\n'),
  );
  const asked = verdicts(answer).map(
    (verdict) => `- Target: ${verdict.bar.asked}. **${upper(told(answer, verdict))}.**`,
  );
  const notes = question.sides.flatMap((side) => (side.note ? [`- ${named(side)}: ${side.note}`] : []));
  return [
    `## ${question.title}`,
    `${question.work} ([${id}.ts](../bench/${id}.ts))`,
    `![${question.title}](${PICTURES}${id}.svg)`,
    ...tables,
    asked.join('\n'),
    losses(answer) ?? '',
    notes.join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The anchor that a heading gets. */
function anchor(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, '')
    .replaceAll(' ', '-');
}

function upper(words: string): string {
  return words[0]!.toUpperCase() + words.slice(1);
}
