import { expect } from '@jest/globals';
import { numbersIn, type Expected, type Item } from './interpret.js';

/** All that was to come has come, once, in an order that is allowed. */
export function expectAll(actual: readonly Item[], { items, lines, levels }: Expected): void {
  const numbers = numbersIn(actual);
  expect(sorted(numbers)).toEqual(sorted(numbersIn(items)));
  for (const line of lines) expect(contains(numbers, line) || { numbers, line }).toBe(true);
  if (!levels.every(({ isCertain }) => isCertain)) return;
  if (lines.length === 1) expect(actual).toEqual(items);
  else expect(sorted(actual.map(sizeOf))).toEqual(sorted(items.map(sizeOf)));
}

/** What has come was to come, none of it twice; where there is only one line, it is how that begins. */
export function expectSome(actual: readonly Item[], { items, lines, levels }: Expected): void {
  const numbers = numbersIn(actual);
  if (lines.length === 1) expect(numbers).toEqual(lines[0]!.slice(0, numbers.length));
  expect(contains(sorted(numbersIn(items)), sorted(numbers)) || { items, numbers }).toBe(true);
  const sizes = actual.map(sizeOf);
  const [from, to] = levels[0] === undefined ? [0, 0] : [1, levels[0].size];
  expect(sizes.filter((size) => size < from || size > to)).toEqual([]);
}

function sorted(numbers: readonly number[]): number[] {
  return numbers.toSorted((a, b) => a - b);
}

function sizeOf(item: Item): number {
  return typeof item === 'number' ? 0 : item.length;
}

/** Whether all of `line` is in `numbers`, in the same order. */
function contains(numbers: readonly number[], line: readonly number[]): boolean {
  let next = 0;
  for (const n of numbers) if (n === line[next]) next++;
  return next === line.length;
}
