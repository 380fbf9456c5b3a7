import type { Answer, Result } from '../harness/ask.js';
import type { Figure, Side } from '../harness/question.js';
import { digits, megabytes, named, sizeOf } from './words.js';

/** Rows of cells, below a row of headings. The first of a row is a name. */
export interface Table {
  readonly title?: string;
  /** The others are words; if it isn't said, they are numbers. */
  readonly isText?: boolean;
  readonly rows: readonly (readonly string[])[];
}

/** Whatever there is to say in numbers about an answer. */
export function tablesOf(answer: Answer): readonly Table[] {
  const { sizes, figure, more = [] } = answer.question;
  if (sizes.length === 1) return [contest(answer)];
  const measured = [figure, ...more].map((one) =>
    growth(answer, `${one.name}, ${one.unit}`, (result) => digits(one.of(result.best))),
  );
  return [
    ...measured,
    growth(answer, 'peak memory of the process (RSS), MB', ({ needs }) => megabytes(needs!.rss)),
  ];
}

/** One size: a row for every side. */
function contest({ question, results }: Answer): Table {
  const { figure, more = [], sides } = question;
  const figures = [figure, ...more];
  const head = [
    '',
    ...figures.map(({ name, unit }) => `${name}, ${unit}`),
    'skorche takes',
    'best of',
    'peak memory, MB',
    'gained, MB',
    'event loop held, ms',
  ];
  const ours = results.get(sides[0]!)![0]!;
  const rows = [...results].map(([side, [result]]) => row(side, result!, figures, ours));
  return { rows: [head, ...rows] };
}

function row(side: Side, { best, runs, needs }: Result, figures: readonly Figure[], ours: Result): string[] {
  const [figure] = figures;
  const ratio = ours.best === best ? '' : `${digits(figure!.of(ours.best) / figure!.of(best))} ×`;
  const process = needs
    ? [`${runs} runs`, megabytes(needs.rss), megabytes(needs.rss - needs.idleRss), digits(needs.held!)]
    : ['', '', '', ''];
  return [named(side), ...figures.map((one) => digits(one.of(best))), ratio, ...process];
}

/** Several sizes: a row for every size, a column for every side. */
function growth(answer: Answer, title: string, cell: (result: Result) => string): Table {
  const { question, results } = answer;
  const head = [question.per!, ...question.sides.map(named)];
  const rows = question.sizes.map((size, i) => [
    sizeOf(answer, size),
    ...question.sides.map((side) => {
      const result = results.get(side)![i];
      return result === undefined ? '–' : cell(result);
    }),
  ]);
  return { title, rows: [head, ...rows] };
}

/** In Markdown; with spaces, so that it can be read as it is. */
export function toMarkdown({ rows, isText }: Table): string {
  const widths = widthsOf(rows);
  const isLeft = (column: number): boolean => column === 0 || isText === true;
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => (isLeft(i) ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join(' | ')} |`;
  const rule = widths.map((width, i) => (isLeft(i) ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  const [head, ...body] = rows;
  return [line(head!), line(rule), ...body.map(line)].join('\n');
}

/** For a terminal. */
export function toText({ rows }: Table): string {
  const widths = widthsOf(rows);
  return rows
    .map((cells) =>
      cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]! + 2))).join(''),
    )
    .map((line) => `  ${line}`.trimEnd())
    .join('\n');
}

function widthsOf(rows: Table['rows']): number[] {
  return rows[0]!.map((_, i) => Math.max(3, ...rows.map((cells) => cells[i]!.length)));
}
