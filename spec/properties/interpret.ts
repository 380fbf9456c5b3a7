import { failuresOf, isOvertaken, survives } from './fault.js';
import { follow } from './follow.js';
import type { Recipe, Step, TaskRecipe } from './recipe.js';
import { callsFor } from './source-recipe.js';

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

/** What an interpreter says of a whole recipe. */
export interface Interpretation {
  /** What sinks see, and then what outputs give, in the order in which the recipe makes them. */
  readonly ends: readonly Expected[];
  /** What tasks do besides: uncertain where items are batches, whose number may depend on time. */
  readonly counts: { skipped: number; routed: number; fatal: number; retried: number; finished: number };
  readonly areCountsCertain: boolean;
}

/** Does a recipe to plain arrays. On threads, what fails comes in any order: see `failed`. */
export function interpret(recipe: Recipe, isOnThreads = false): Interpretation {
  const sunk: Expected[] = [];
  const counts = { skipped: 0, routed: 0, fatal: 0, retried: 0, finished: 0 };
  let areCountsCertain = true;
  const count = ({ items, levels }: Expected, { fault }: TaskRecipe): void => {
    areCountsCertain &&= levels.every(({ isCertain }) => isCertain) && (levels.length === 0 || !fault);
    counts.finished += items.length;
    if (fault === undefined) return;
    const lost = items.filter((item) => !survives(item, fault)).length;
    counts[KINDS[fault.onError]] += lost;
    if (fault.onError === 'route') counts.finished += lost; // a task takes them out of the failure queue
    for (const item of items) counts.retried += Math.min(failuresOf(item, fault), fault.retries);
  };
  const outputs = follow<Expected>(recipe, {
    source: (source, i) => {
      const items = numbersOf(i, source.length);
      counts.finished += callsFor(source);
      return { items, lines: [items], levels: [] };
    },
    apply: (step, inputs) => {
      const made = interpretStep(step, inputs, isOnThreads, count);
      if (step.verb === 'sink') sunk.push(made.shift()!);
      return made;
    },
  });
  return { ends: [...sunk, ...outputs], counts, areCountsCertain };
}

const KINDS = { skip: 'skipped', route: 'routed', fail: 'fatal' } as const;

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

function interpretStep(
  step: Step,
  inputs: readonly Expected[],
  isOnThreads: boolean,
  count: (input: Expected, task: TaskRecipe) => void,
): Expected[] {
  const input = inputs[0]!;
  const inARow = (tasks: readonly TaskRecipe[]): Expected[] => {
    let results = input;
    const failures: Expected[] = [];
    for (const task of tasks) {
      count(results, task);
      if (task.fault?.onError === 'route') failures.push(failed(results, task, isOnThreads));
      results = mapped(results, task);
    }
    return failures.length === 0 ? [results] : [results, joined(failures)];
  };
  switch (step.verb) {
    case 'map':
      return inARow([step.task]);
    case 'chain':
      return inARow(step.tasks);
    case 'sink':
      return inARow([asSeen(step.task)]);
    case 'filter':
      return [kept(input, (n) => n % step.divisor === 0)];
    case 'split':
      return [true, false].map((value) => kept(input, (n) => (n % step.divisor === 0) === value));
    case 'split by values':
      return Array.from({ length: step.ways }, (_, value) => kept(input, (n) => n % step.ways === value));
    case 'tee':
      return Array.from({ length: step.count }, () => input);
    case 'merge':
      return [joined(inputs)];
    case 'unbatch':
      return [{ ...input, items: input.items.flat(1), levels: input.levels.slice(1) }];
    case 'batch':
      return [batched(input, step.size, step.fill && step.maxWait === undefined)];
  }
}

/** A sink sees items as it is called with them, not as their calls end. */
function asSeen(task: TaskRecipe): TaskRecipe {
  const isInTurn = task.concurrency === 1 && !(task.fault && isOvertaken(task.fault));
  return { ...task, add: 0, ordered: false, concurrency: isInTurn ? 1 : 2 };
}

function joined(inputs: readonly Expected[]): Expected {
  return {
    ...inputs[0]!,
    items: inputs.flatMap(({ items }) => items),
    lines: inputs.flatMap(({ lines }) => lines),
  };
}

/** Results of calls that overlap come in any order: each number is a line by itself then. */
function mapped(input: Expected, { add: addend, concurrency, fault, ordered }: TaskRecipe): Expected {
  const done = keptOf(input, (item) => survives(item, fault));
  const { items, lines, levels } = ordered || concurrency === 1 ? done : inAnyOrder(done);
  return {
    items: items.map((item) => add(item, addend)),
    lines: lines.map((line) => line.map((n) => n + addend)),
    levels,
  };
}

/** What a task sends to its failure queue: nothing is held back there. Threads may hand items back meanwhile. */
function failed(input: Expected, { concurrency, fault }: TaskRecipe, isOnThreads: boolean): Expected {
  const lost = keptOf(input, (item) => !survives(item, fault));
  return concurrency === 1 && !isOvertaken(fault!) && !isOnThreads ? lost : inAnyOrder(lost);
}

function inAnyOrder({ items, levels }: Expected): Expected {
  return { items, lines: numbersIn(items).map((n) => [n]), levels };
}

/** Batches stay or go as a whole, all of them: see `failuresOf`. */
function keptOf({ items, lines, levels }: Expected, predicate: (item: Item) => boolean): Expected {
  if (levels.length === 0) return kept({ items, lines, levels }, predicate);
  const isAll = items.every(predicate);
  return { items: items.filter(predicate), lines: isAll ? lines : lines.map(() => []), levels };
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
