import type { Answer } from '../harness/ask.js';
import { behind, type Verdict } from '../harness/verdict.js';
import type { Side } from '../harness/question.js';

/** Runs of the whole differ by about as much: a target that was met, or missed, by less may not be another time. */
const NOISE = 0.1;

/** Three digits, as people write them. */
export function digits(value: number): string {
  if (value === 0) return '0';
  const places = Math.max(0, Math.min(4, 2 - Math.floor(Math.log10(Math.abs(value)))));
  return value.toLocaleString('en', { minimumFractionDigits: places, maximumFractionDigits: places });
}

/** "12.3 times as fast", "1.4 times its time": how our time relates to another's. */
function relation(ratio: number): string {
  if (ratio <= 1) return `${digits(1 / ratio)} times as fast`;
  return `${digits(ratio)} times its time, ${(100 / ratio).toFixed(0)} % of its speed`;
}

export function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(0);
}

/** How a size is written. */
export function sizeOf({ question }: Answer, size: number): string {
  return question.label?.(size) ?? size.toLocaleString('en');
}

/** A side's name, and whether it holds a fast source back. */
export function named({ name, lacksBackPressure }: Side): string {
  return lacksBackPressure ? `${name} (no back-pressure)` : name;
}

/** "met: 28.1 times as fast" */
export function told({ question }: Answer, { bar, value, isMet }: Verdict): string {
  const what = bar.against === undefined ? `${digits(value)} ${question.figure.unit}` : relation(value);
  const isClose = Math.abs(value / bar.atMost - 1) < NOISE;
  return `${isMet ? 'met' : 'not met'}${isClose ? ', narrowly' : ''}: ${what}`;
}

/** Who was ahead of us, in a sentence. Nothing if nobody was; yardsticks are nobody. */
export function losses(answer: Answer): string | undefined {
  const { sides, figure } = answer.question;
  const lost = sides.flatMap((side) => {
    const at = side.isYardstick ? [] : behind(answer, side);
    if (at.length === 0) return [];
    const ratios = at.map(({ ratio }) => ratio).toSorted((a, b) => a - b);
    const range = [...new Set([digits(ratios[0]!), digits(ratios.at(-1)!)])].join(' to ');
    return [`to ${side.name}${where(answer, at)} (${range} times its ${quantity(figure.name)})`];
  });
  return lost.length === 0 ? undefined : `skorche loses ${lost.join(', ')}.`;
}

function where(answer: Answer, at: readonly { size: number; side: Side }[]): string {
  const { question, results } = answer;
  const { sizes, per, label } = question;
  if (sizes.length === 1) return '';
  const asked = results.get(at[0]!.side)!.filter((result) => result !== undefined);
  return at.length === asked.length
    ? ' everywhere'
    : ` at ${at.map(({ size }) => sizeOf(answer, size)).join(', ')}${label ? '' : ` ${per}`}`;
}

/** Of "time an item": "time". */
function quantity(figure: string): string {
  return /latency|time|heap/.exec(figure)?.[0] ?? figure;
}
