import * as fc from 'fast-check';

/** A pipeline as plain data, so that fast-check can shrink it and print it. */
export interface Recipe {
  readonly sources: readonly SourceRecipe[];
  readonly steps: readonly Step[];
  /** Who reads the outputs: the first the first, and round again. */
  readonly readings: readonly Reading[];
  /** Whether somebody subscribes to every queue in between as well. */
  readonly isWatched: boolean;
}

export interface SourceRecipe {
  readonly kind:
    | 'array'
    | 'generator'
    | 'async generator'
    | 'stream'
    | 'observable'
    | 'put'
    | 'puts'
    | 'next';
  readonly length: number;
  readonly capacity: number | undefined;
}

export interface TaskRecipe {
  /** What it adds to every number it is given. */
  readonly add: number;
  readonly pace: 'sync' | 'microtask' | 'macrotask' | 'uneven';
  readonly concurrency: number;
  readonly ordered: boolean;
}

/** A verb, applied to the open queue number `at`, counted round. */
export type Step = { readonly at: number; readonly capacity?: number | undefined } & (
  | { readonly verb: 'map'; readonly task: TaskRecipe }
  | { readonly verb: 'chain'; readonly tasks: readonly TaskRecipe[] }
  | { readonly verb: 'filter' | 'split'; readonly divisor: number }
  | { readonly verb: 'split by values'; readonly ways: number }
  | { readonly verb: 'batch'; readonly size: number; readonly fill: boolean }
  | { readonly verb: 'unbatch' }
  | { readonly verb: 'merge' | 'tee'; readonly count: number }
  | { readonly verb: 'sink'; readonly task: TaskRecipe }
);

export interface Reading {
  readonly kind: 'collect' | 'toArray' | 'subscribe' | 'iterate' | 'iterate slowly';
  /** After how many items a reader leaves, if it does. */
  readonly leaves: number;
}

const at = fc.nat({ max: 9 });
const capacity = fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined });
const task: fc.Arbitrary<TaskRecipe> = fc.record({
  add: fc.integer({ min: 1, max: 9 }),
  pace: fc.constantFrom('sync', 'microtask', 'macrotask', 'uneven'),
  concurrency: fc.integer({ min: 1, max: 4 }),
  ordered: fc.boolean(),
});
const tasks = fc.array(task, { minLength: 1, maxLength: 3 });

const source: fc.Arbitrary<SourceRecipe> = fc.record({
  kind: fc.constantFrom(
    'array',
    'generator',
    'async generator',
    'stream',
    'observable',
    'put',
    'puts',
    'next',
  ),
  length: fc.oneof(
    { arbitrary: fc.integer({ min: 0, max: 12 }), weight: 4 },
    { arbitrary: fc.integer({ min: 60, max: 150 }), weight: 1 },
  ),
  capacity,
});

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ verb: fc.constant('map'), at, capacity, task }),
  fc.record({ verb: fc.constant('chain'), at, capacity, tasks }),
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
  }),
  fc.record({ verb: fc.constant('unbatch'), at, capacity }),
  fc.record({ verb: fc.constantFrom('merge', 'tee'), at, capacity, count: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ verb: fc.constant('sink'), at, task }),
);

function recipesReadBy(readings: fc.Arbitrary<Reading>): fc.Arbitrary<Recipe> {
  return fc.record({
    sources: fc.array(source, { minLength: 1, maxLength: 3 }),
    steps: fc.array(step, { maxLength: 8 }),
    readings: fc.array(readings, { minLength: 1, maxLength: 3 }),
    isWatched: fc.boolean(),
  });
}

const kinds = ['collect', 'toArray', 'subscribe', 'iterate', 'iterate slowly'] as const;
const leavers = ['subscribe', 'iterate', 'iterate slowly'] as const;

/** Any pipeline, read in any way. */
export const recipes = recipesReadBy(
  fc.record({ kind: fc.constantFrom(...kinds), leaves: fc.constant(Infinity) }),
);

/** Any pipeline, with readers of which some leave before the end. */
export const desertedRecipes = recipesReadBy(
  fc.record({
    kind: fc.constantFrom(...leavers),
    leaves: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant(Infinity)),
  }),
);
