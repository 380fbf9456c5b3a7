import { describe, expect, it, jest } from '@jest/globals';
import * as fc from 'fast-check';
import * as skorche from 'skorche';
import type * as lib from '../../../lib/index.js';
import { expectNothingLost, expectSameEnds, seeded } from '../../properties/check.js';
import { execute } from '../../properties/execute.js';
import { expectAll } from '../../properties/expected.js';
import { interpret, type Item } from '../../properties/interpret.js';
import { threadRecipes, type TaskRecipe } from '../../properties/recipe.js';
import { openBook } from './book.js';

// A run that hangs is told by the property.
jest.setTimeout(120_000);

const tasks = new URL('tasks.cjs', import.meta.url);

/** A task that does on a thread what the recipe says. */
function taskFrom({ add, pace, fault }: TaskRecipe): (item: Item) => Item | PromiseLike<Item> {
  const name = JSON.stringify({ add, pace, fault });
  return skorche.threads<Record<string, (item: Item) => Item>>(tasks)[name]!;
}

const plans = fc.array(fc.nat({ max: 120 }), { maxLength: 4 });
const ware = { skorche: skorche as typeof lib, taskFrom };

describe('a random pipeline on threads that are ended at random', () => {
  it('gives what an interpreter over plain arrays gives, each item once', async () => {
    let ended = 0;
    const property = fc.asyncProperty(threadRecipes, plans, async (recipe, plan) => {
      const { spared } = openBook(1, plan);
      const outcome = await execute(recipe, { ware });
      ended += spared.reduce((sum, one) => sum + one, 0);
      const expected = interpret(recipe, true);
      expect(outcome.end).toHaveProperty('report.stopped', false);
      expectNothingLost(outcome, expected);
      outcome.items.forEach((items, i) => expectAll(items, expected.ends[i]!));
      expectSameEnds(outcome);
    });
    await fc.assert(property, seeded({ numRuns: 20, timeout: 10_000, interruptAfterTimeLimit: 100_000 }));
    expect(ended).toBeGreaterThan(0);
  });

  it('loses and doubles nothing when it is stopped or aborted meanwhile', async () => {
    const how = fc.constantFrom('stop' as const, 'abort' as const, 'signal' as const);
    const cuts = fc.record({ how, turns: fc.nat({ max: 3000 }) });
    let ended = 0;
    const property = fc.asyncProperty(threadRecipes, plans, cuts, async (recipe, plan, cut) => {
      const { spared, calls } = openBook(1, plan);
      const from = (): boolean => Atomics.load(calls, 0) > 0;
      const outcome = await execute(recipe, { ware, cut: { ...cut, from } });
      ended += spared.reduce((sum, one) => sum + one, 0);
      const isStop = cut.how === 'stop';
      expect(outcome.end).toHaveProperty(isStop || 'report' in outcome.end ? 'report' : 'error');
      expectNothingLost(outcome, interpret(recipe, true));
      expectSameEnds(outcome);
    });
    await fc.assert(property, seeded({ numRuns: 20, timeout: 10_000, interruptAfterTimeLimit: 100_000 }));
    expect(ended).toBeGreaterThan(0);
  });
});
