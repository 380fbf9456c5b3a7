import * as fc from 'fast-check';
import { fatal, tolerated, type Fault } from './fault.js';
import { leaves, stays, type Reading } from './reading.js';
import { sources, type SourceRecipe } from './source-recipe.js';

/** A pipeline as plain data, so that fast-check can shrink it and print it. */
export interface Recipe {
  readonly sources: readonly SourceRecipe[];
  readonly steps: readonly Step[];
  /** Who reads the outputs: the first the first, and round again. */
  readonly readings: readonly Reading[];
  /** Whether somebody subscribes to every queue in between as well. */
  readonly isWatched: boolean;
  /** Turns of the event loop between the declaration and `run()`. */
  readonly waits: number;
}

export interface TaskRecipe {
  /** What it adds to every number it is given. */
  readonly add: number;
  readonly pace: 'sync' | 'microtask' | 'macrotask' | 'uneven';
  readonly concurrency: number;
  readonly ordered: boolean;
  readonly fault: Fault | undefined;
}

/** A verb, applied to the open queue number `at`, counted round. */
export type Step = { readonly at: number; readonly capacity?: number | undefined } & (
  | { readonly verb: 'map'; readonly task: TaskRecipe }
  | { readonly verb: 'chain'; readonly tasks: readonly TaskRecipe[] }
  | { readonly verb: 'filter' | 'split'; readonly divisor: number }
  | { readonly verb: 'split by values'; readonly ways: number }
  | {
      readonly verb: 'batch';
      readonly size: number;
      readonly fill: boolean;
      readonly maxWait: number | undefined;
    }
  | { readonly verb: 'unbatch' }
  | { readonly verb: 'merge' | 'tee'; readonly count: number }
  | { readonly verb: 'sink'; readonly task: TaskRecipe }
);

const at = fc.nat({ max: 9 });
const capacity = fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined });

/** The faults that tasks may have. */
type Faults = fc.Arbitrary<Fault | undefined>;

function taskWith(fault: Faults): fc.Arbitrary<TaskRecipe> {
  return fc.record({
    add: fc.integer({ min: 1, max: 9 }),
    pace: fc.constantFrom('sync', 'microtask', 'macrotask', 'uneven'),
    concurrency: fc.integer({ min: 1, max: 4 }),
    ordered: fc.boolean(),
    fault,
  });
}

function stepWith(faults: Faults): fc.Arbitrary<Step> {
  const task = taskWith(faults);
  return fc.oneof(
    fc.record({ verb: fc.constant('map'), at, capacity, task }),
    fc.record({
      verb: fc.constant('chain'),
      at,
      capacity,
      tasks: fc.array(task, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      verb: fc.constantFrom('filter', 'split'),
      at,
      capacity,
      divisor: fc.integer({ min: 2, max: 3 }),
    }),
    fc.record({ verb: fc.constant('split by values'), at, capacity, ways: fc.integer({ min: 1, max: 3 }) }),
    fc.record({
      verb: fc.constant('batch'),
      at,
      capacity,
      size: fc.integer({ min: 1, max: 4 }),
      fill: fc.boolean(),
      maxWait: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined, freq: 2 }),
    }),
    fc.record({ verb: fc.constant('unbatch'), at, capacity }),
    fc.record({ verb: fc.constantFrom('merge', 'tee'), at, capacity, count: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ verb: fc.constant('sink'), at, task }),
  );
}

function recipesOf(readings: fc.Arbitrary<Reading>, faults: Faults): fc.Arbitrary<Recipe> {
  return fc.record({
    sources: fc.array(sources, { minLength: 1, maxLength: 3 }),
    steps: fc.array(stepWith(faults), { maxLength: 8 }),
    readings: fc.array(readings, { minLength: 1, maxLength: 3 }),
    isWatched: fc.boolean(),
    waits: fc.oneof(fc.constant(0), fc.nat({ max: 20 })),
  });
}

const none = fc.constant(undefined);
const some = fc.option(tolerated, { nil: undefined });
const thrown = fc.option(
  tolerated.map((fault) => ({ ...fault, how: 'throw' as const })),
  { nil: undefined },
);

/** Any pipeline, read in any way. */
export const recipes = recipesOf(stays, none);

/** Any pipeline, with readers of which some leave before the end. */
export const desertedRecipes = recipesOf(leaves, none);

/** Any pipeline with tasks that fail: what they fail on is tried again, skipped, or sent elsewhere. */
export const faultyRecipes = recipesOf(stays, some);

/** The same, with readers of which some leave. */
export const faultyDesertedRecipes = recipesOf(leaves, some);

/** Any pipeline with tasks of which some end the run when they fail. */
export const fatalRecipes = recipesOf(stays, fc.option(fc.oneof(tolerated, fatal), { nil: undefined }));

/** Any pipeline for threads: nothing hangs there, since time is real. */
export const threadRecipes = recipesOf(stays, thrown);
