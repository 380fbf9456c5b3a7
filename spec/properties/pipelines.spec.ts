import { describe, expect, it, jest } from '@jest/globals';
import * as fc from 'fast-check';
import { expectBalance, expectBounds } from './books.js';
import { execute, REASON, type Cut, type Outcome } from './execute.js';
import { expectAll, expectSome, interpret, type Expected } from './interpret.js';
import { desertedRecipes, recipes, type Recipe } from './recipe.js';

// A failure prints a seed: FC_SEED=… runs the same pipelines again. Jest fails a test in which a
// rejection goes unhandled; a pipeline that takes longer than the timeout hangs.
const { FC_SEED } = process.env;
const RUNS = {
  numRuns: 150,
  timeout: 2000,
  ...(FC_SEED === undefined ? {} : { seed: Number(FC_SEED) }),
};

const turns = { turns: fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 30 })) };
const calls = { calls: fc.integer({ min: 1, max: 40 }) };

/** Runs random pipelines, cut short or not, and checks what must hold for each. */
function checkAll(
  recipe: fc.Arbitrary<Recipe>,
  cut: fc.Arbitrary<Cut | undefined>,
  check: (outcome: Outcome, expected: readonly Expected[], recipe: Recipe) => void,
): Promise<void> {
  const property = fc.asyncProperty(recipe, cut, async (given, how) => {
    const outcome = await execute(given, how);
    const { pipeline, last, pushed, watched, items, outputs, sunk } = outcome;
    expectBalance(pipeline.graph, last);
    expectBounds(pipeline.graph, last, pushed);
    const seen = new Map([
      ...watched,
      ...outputs.map(({ id }, i) => [id, items[sunk.length + i]!.length] as const),
    ]);
    for (const { id, in: entered } of last.queues) expect(seen.get(id) ?? entered).toBe(entered);
    const expected = interpret(given);
    expect(items.length).toBe(expected.length);
    items.forEach((some, i) => expectSome(some, expected[i]!));
    check(outcome, expected, given);
  });
  return fc.assert(property, RUNS);
}

/** Whoever reads has been told of the end that the run has had. */
function expectSameEnds({ end, ends }: Outcome): void {
  for (const one of ends) expect(one).toEqual('error' in end ? end : {});
}

// Longer than all of them take: a run that hangs is told by the property.
jest.setTimeout(60_000);

describe('a random pipeline', () => {
  it('gives what an interpreter over plain arrays gives', async () => {
    await checkAll(recipes, fc.constant(undefined), (outcome, expected) => {
      expect(outcome.end).toHaveProperty('report.stopped', false);
      outcome.items.forEach((items, i) => expectAll(items, expected[i]!));
      expectSameEnds(outcome);
    });
  });

  it('works off what is in when it is stopped', async () => {
    const stop = fc.constant('stop' as const);
    const cut = fc.oneof(fc.record({ how: stop, ...turns }), fc.record({ how: stop, ...calls }));
    await checkAll(recipes, cut, (outcome) => {
      expect(outcome.end).toHaveProperty('report');
      const working = outcome.last.nodes.filter(({ kind }) => kind !== 'source');
      for (const { discarded } of working) expect(discarded).toBe(0);
      expectSameEnds(outcome);
    });
  });

  it('settles when it is aborted', async () => {
    const abort = fc.constantFrom('abort' as const, 'signal' as const);
    const cut = fc.oneof(fc.record({ how: abort, ...turns }), fc.record({ how: abort, ...calls }));
    await checkAll(recipes, cut, (outcome) => {
      expect({ error: REASON, ...outcome.end }.error).toBe(REASON);
      expectSameEnds(outcome);
    });
  });

  it('settles when a task fails', async () => {
    await checkAll(recipes, fc.record({ how: fc.constant('throw' as const), ...calls }), (outcome) => {
      const failure = { code: 'task-failed', cause: REASON };
      expect({ error: failure, ...outcome.end }.error).toMatchObject(failure);
      expectSameEnds(outcome);
    });
  });

  it('gives the others everything when a reader leaves, and ends when all have left', async () => {
    await checkAll(desertedRecipes, fc.constant(undefined), ({ end, items, sunk }, expected, recipe) => {
      const limits = items.map((_, i) => leaves(recipe, i - sunk.length));
      const isLeft = items.map((some, i) => some.length >= limits[i]!);
      items.forEach((some, i) => expect(some.length).toBeLessThanOrEqual(limits[i]!));
      expect([false, isLeft.includes(true)]).toContain('report' in end && end.report.stopped);
      expect(end).toHaveProperty('report');
      if (isLeft.includes(false)) items.forEach((some, i) => isLeft[i] || expectAll(some, expected[i]!));
    });
  });
});

/** After how many items the reader of an output leaves; a sink never does. */
function leaves({ readings }: Recipe, output: number): number {
  return output < 0 ? Infinity : readings[output % readings.length]!.leaves;
}
