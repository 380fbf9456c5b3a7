import { expect } from '@jest/globals';
import { follow } from './follow.js';
import type { Recipe, Step, TaskRecipe } from './recipe.js';

/** What flows in a random pipeline: numbers, and batches of them. */
export type Item = number | Item[];

/** What a plain-array interpreter says will come out of one queue. */
export interface Expected {
  /** Everything, as if each step were done to the end before the next began. */
  readonly items: readonly Item[];
  /** The numbers in it, in lines that each keep their order; between lines there is none. */
  readonly lines: readonly (readonly number[])[];
  /** The levels of batches, from the outside. */
  readonly levels: readonly Level[];
}

interface Level {
  /** Most items in a batch. */
  readonly size: number;
  /** Whether it is certain how many there are in each. */
  readonly isCertain: boolean;
}

/** What sinks see, and then what outputs give, in the order in which the recipe makes them. */
export function interpret(recipe: Recipe): Expected[] {
  const sunk: Expected[] = [];
  const outputs = follow<Expected>(recipe, {
    source: ({ length }, i) => {
      const items = numbersOf(i, length);
      return { items, lines: [items], levels: [] };
    },
    apply: (step, inputs) => {
      const made = interpretStep(step, inputs);
      if (step.verb === 'sink') sunk.push(...made);
      return step.verb === 'sink' ? [] : made;
    },
  });
  return [...sunk, ...outputs];
}

/** The numbers of source `i`: no other source has them. */
export function numbersOf(i: number, length: number): number[] {
  return Array.from({ length }, (_, n) => i * 1000 + n);
}

/** Adds to a number, or to each of a batch. */
export function add(item: Item, addend: number): Item {
  return typeof item === 'number' ? item + addend : item.map((inner) => add(inner, addend));
}

/** The numbers in an item, from the left. */
export function numbersIn(items: readonly Item[]): number[] {
  return items.flat(Infinity as 1) as number[];
}

function interpretStep(step: Step, inputs: readonly Expected[]): Expected[] {
  const input = inputs[0]!;
  switch (step.verb) {
    case 'map':
      return [mapped(input, step.task)];
    case 'chain':
      return [step.tasks.reduce(mapped, input)];
    case 'sink':
      return [mapped(input, { ...step.task, add: 0, ordered: false })]; // a sink sees items as it works on them
    case 'filter':
      return [kept(input, (n) => n % step.divisor === 0)];
    case 'split':
      return [true, false].map((value) => kept(input, (n) => (n % step.divisor === 0) === value));
    case 'split by values':
      return Array.from({ length: step.ways }, (_, value) => kept(input, (n) => n % step.ways === value));
    case 'tee':
      return Array.from({ length: step.count }, () => input);
    case 'merge':
      return [
        {
          ...input,
          items: inputs.flatMap(({ items }) => items),
          lines: inputs.flatMap(({ lines }) => lines),
        },
      ];
    case 'unbatch':
      return [{ ...input, items: input.items.flat(1), levels: input.levels.slice(1) }];
    case 'batch':
      return [batched(input, step.size, step.fill)];
  }
}

/** Results of calls that overlap come in any order: each number is a line by itself then. */
function mapped({ items, lines, levels }: Expected, task: TaskRecipe): Expected {
  const results = items.map((item) => add(item, task.add));
  const isOrdered = task.ordered || task.concurrency === 1;
  return {
    items: results,
    lines: isOrdered
      ? lines.map((line) => line.map((n) => n + task.add))
      : numbersIn(results).map((n) => [n]),
    levels,
  };
}

function kept({ items, lines }: Expected, predicate: (n: number) => boolean): Expected {
  return {
    items: numbersIn(items).filter(predicate),
    lines: lines.map((line) => line.filter(predicate)),
    levels: [],
  };
}

/** Where batches needn't be full, or it isn't certain how many items there are, nothing is. */
function batched({ items, lines, levels }: Expected, size: number, fill: boolean): Expected {
  const batches = Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
  const isCertain = fill && levels.every((level) => level.isCertain);
  return { items: batches, lines, levels: [{ size, isCertain }, ...levels] };
}

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
