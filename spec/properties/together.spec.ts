import { describe, expect, it, jest } from '@jest/globals';
import * as fc from 'fast-check';
import { expectNothingLost, expectSameEnds, seeded, turns } from './check.js';
import { execute, REASON } from './execute.js';
import { expectAll } from './expected.js';
import { interpret } from './interpret.js';
import { faultyRecipes } from './recipe.js';

// Longer than all of them take: a run that hangs is told by the property.
jest.setTimeout(60_000);

const recipes = fc.array(faultyRecipes, { minLength: 2, maxLength: 4 });

describe('random pipelines that run at the same time', () => {
  it('give what each gives alone', async () => {
    const property = fc.asyncProperty(recipes, async (all) => {
      const outcomes = await Promise.all(all.map((recipe) => execute(recipe)));
      outcomes.forEach((outcome, i) => {
        const expected = interpret(all[i]!);
        expect(outcome.end).toHaveProperty('report.stopped', false);
        expectNothingLost(outcome, expected);
        outcome.items.forEach((items, end) => expectAll(items, expected.ends[end]!));
        expectSameEnds(outcome);
      });
    });
    await fc.assert(property, seeded({ numRuns: 25, timeout: 4000 }));
  });

  it('end when the signal that they share aborts, whichever it is that aborts it', async () => {
    const how = fc.constant('signal' as const);
    const cuts = fc.oneof(
      fc.record({ how, ...turns }),
      fc.record({ how, calls: fc.integer({ min: 1, max: 40 }) }),
    );
    const property = fc.asyncProperty(recipes, cuts, async (all, cut) => {
      const aborter = new AbortController();
      const outcomes = await Promise.all(
        all.map((recipe, i) => execute(recipe, { aborter, cut: i === 0 ? cut : undefined })),
      );
      outcomes.forEach((outcome, i) => {
        expect({ error: REASON, ...outcome.end }.error).toBe(REASON);
        expectNothingLost(outcome, interpret(all[i]!));
        expectSameEnds(outcome);
      });
    });
    await fc.assert(property, seeded({ numRuns: 25, timeout: 4000 }));
  });
});
