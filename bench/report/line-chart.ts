import type { Answer } from '../harness/ask.js';
import { colour, element, picture, text, WIDTH } from './svg.js';
import { named, sizeOf } from './words.js';

const TOP = 64;
const LEFT = 64;
const RIGHT = 236;
const HEIGHT = 300;
/** Between two names at the ends of their lines. */
const LINE = 17;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Several sizes: a line for every side, both axes logarithmic. */
export function lineChart(answer: Answer): string {
  const { figure, per, sides, sizes, title, bars = [] } = answer.question;
  const values = sides.map((side) =>
    answer.results
      .get(side)!
      .flatMap((result) => (result ? [{ size: result.best.size, value: figure.of(result.best) }] : [])),
  );
  const limit = bars.find(({ against }) => against === undefined);
  const all = values.flat().map(({ value }) => value);
  const y = scale([...all, limit?.atMost ?? all[0]!], TOP + HEIGHT, TOP);
  const x = scale(sizes, LEFT + 16, WIDTH - RIGHT);
  const grid = ticksOf([...all, limit?.atMost ?? all[0]!]).flatMap((tick) => [
    element('line', { x1: LEFT, x2: WIDTH - RIGHT, y1: y(tick), y2: y(tick), class: 'grid' }),
    text(LEFT - 8, y(tick) + 4, tick.toLocaleString('en', { maximumFractionDigits: 6 }), {
      'text-anchor': 'end',
      class: 'small',
    }),
  ]);
  const foot = sizes.map((size) =>
    text(x(size), TOP + HEIGHT + 22, sizeOf(answer, size), { 'text-anchor': 'middle', class: 'small' }),
  );
  const lines = values.map((points, i) =>
    line(
      points.map(({ size, value }) => ({ x: x(size), y: y(value) })),
      i,
    ),
  );
  const ends = apart(values.map((points) => y(points.at(-1)!.value)));
  const names = sides.flatMap((side, i) => {
    const last = values[i]!.at(-1)!;
    const attributes = {
      fill: colour(i),
      style: `fill: ${colour(i)}`,
      ...(i === 0 ? { class: 'ours' } : {}),
    };
    const from = { x: x(last.size) + 6, y: y(last.value) };
    const to = { x: WIDTH - RIGHT + 12, y: ends[i]! };
    return [
      element('path', {
        d: path([from, to]),
        stroke: colour(i),
        'stroke-width': 1,
        'stroke-dasharray': '1 3',
        fill: 'none',
      }),
      text(to.x + 4, to.y + 4, named(side), attributes),
    ];
  });
  const asked =
    limit === undefined
      ? []
      : [
          element('line', {
            x1: LEFT,
            x2: WIDTH - RIGHT,
            y1: y(limit.atMost),
            y2: y(limit.atMost),
            class: 'bar',
          }),
          text(LEFT + 6, y(limit.atMost) + 16, `target: ${limit.asked}`, { class: 'small' }),
        ];
  const captions = [
    text(16, 26, title, { class: 'title' }),
    text(16, 45, `${figure.name}, ${figure.unit}; lower is better`, { class: 'small' }),
    text((LEFT + WIDTH - RIGHT) / 2, TOP + HEIGHT + 44, per!, { 'text-anchor': 'middle', class: 'small' }),
  ];
  return picture(title, TOP + HEIGHT + 56, [...captions, ...grid, ...foot, ...asked, ...lines, ...names]);
}

/** Ours is drawn thicker. */
function line(points: readonly Point[], index: number): string {
  const stroke = colour(index);
  const dots = points.map(({ x, y }) =>
    element('circle', { cx: x, cy: y, r: index === 0 ? 4 : 3, fill: stroke }),
  );
  const attributes = { d: path(points), stroke, 'stroke-width': index === 0 ? 3 : 1.75, fill: 'none' };
  return [element('path', attributes), ...dots].join('');
}

function path(points: readonly Point[]): string {
  return points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
}

/** Logarithmic, with the values' own ends for its ends. */
function scale(values: readonly number[], from: number, to: number): (value: number) => number {
  const [low, high] = [Math.log(Math.min(...values)), Math.log(Math.max(...values))];
  return (value) => from + ((Math.log(value) - low) / (high - low || 1)) * (to - from);
}

/** Powers of ten; between them 2 and 5 where there are few. */
function ticksOf(values: readonly number[]): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const factors = high / low < 200 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++)
    for (const factor of factors) ticks.push(factor * 10 ** power);
  return ticks.filter((tick) => tick >= low * 0.999 && tick <= high * 1.001);
}

/** The places of names: as near to the ends of their lines as the names before them allow. */
function apart(ends: readonly number[]): number[] {
  const order = ends.map((_, i) => i).toSorted((a, b) => ends[a]! - ends[b]!);
  const places = [...ends];
  for (const [rank, i] of order.entries()) {
    const before = order[rank - 1];
    if (before !== undefined) places[i] = Math.max(places[i]!, places[before]! + LINE);
  }
  const over = Math.max(0, places[order.at(-1)!]! - (TOP + HEIGHT));
  return places.map((place) => place - over);
}
