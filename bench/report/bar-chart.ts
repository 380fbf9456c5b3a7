import type { Answer } from '../harness/ask.js';
import { colour, element, picture, text, WIDTH } from './svg.js';
import { digits, named } from './words.js';

const ROW = 30;
const TOP = 48;
const LEFT = 232;
const RIGHT = 84;
const BAR = 16;

/** One size: a bar for every side. The axis begins at 0. */
export function barChart({ question, results }: Answer): string {
  const { figure, title } = question;
  const rows = [...results].map(([side, [result]]) => ({ side, value: figure.of(result!.best) }));
  const step = stepOf(Math.max(...rows.map(({ value }) => value)));
  const end = step * Math.ceil(Math.max(...rows.map(({ value }) => value)) / step);
  const x = (value: number): number => LEFT + (value / end) * (WIDTH - LEFT - RIGHT);
  const foot = TOP + rows.length * ROW;
  const ticks = Array.from({ length: Math.round(end / step) + 1 }, (_, i) => i * step);
  const grid = ticks.flatMap((tick) => [
    element('line', { x1: x(tick), x2: x(tick), y1: TOP - 6, y2: foot, class: 'grid' }),
    text(x(tick), foot + 18, digitsOf(tick, step), { 'text-anchor': 'middle', class: 'small' }),
  ]);
  const bars = rows.flatMap(({ side, value }, i) => {
    const middle = TOP + i * ROW + ROW / 2;
    const weight = i === 0 ? { class: 'ours' } : {};
    const fill = i === 0 ? colour(0) : colour(side.isYardstick ? 4 : 1);
    return [
      text(LEFT - 12, middle + 4, named(side), { 'text-anchor': 'end', ...weight }),
      element('rect', {
        x: LEFT,
        y: middle - BAR / 2,
        width: Math.max(2, x(value) - LEFT),
        height: BAR,
        rx: 2,
        fill,
      }),
      text(x(value) + 8, middle + 4, `${digits(value)} ${figure.unit}`, weight),
    ];
  });
  const caption = text(LEFT, foot + 38, `${figure.name}, ${figure.unit}; shorter is better`, {
    class: 'small',
  });
  return picture(title, foot + 50, [text(16, 26, title, { class: 'title' }), ...grid, ...bars, caption]);
}

/** 1, 2 or 5 times a power of ten: four to eight steps to the end. */
function stepOf(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most / 4));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => most / step <= 8)!;
}

function digitsOf(tick: number, step: number): string {
  return tick.toLocaleString('en', { maximumFractionDigits: Math.max(0, -Math.floor(Math.log10(step))) });
}
