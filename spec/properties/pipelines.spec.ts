import { describe, expect, it, jest } from '@jest/globals';
import * as fc from 'fast-check';
import { calls, checkAll, expectSameEnds, leavesAfter, turns } from './check.js';
import { REASON } from './execute.js';
import { expectAll } from './expected.js';
import { desertedRecipes, recipes } from './recipe.js';

// Longer than all of them take: a run that hangs is told by the property.
jest.setTimeout(60_000);

const uncut = fc.constant({});

describe('a random pipeline', () => {
  it('gives what an interpreter over plain arrays gives', async () => {
    await checkAll(recipes, uncut, (outcome, { ends }) => {
      expect(outcome.end).toHaveProperty('report.stopped', false);
      outcome.items.forEach((items, i) => expectAll(items, ends[i]!));
      expectSameEnds(outcome);
    });
  });

  it('works off what is in when it is stopped', async () => {
    const stop = fc.constant('stop' as const);
    const cut = fc.oneof(fc.record({ how: stop, ...turns }), fc.record({ how: stop, ...calls }));
    await checkAll(recipes, fc.record({ cut }), (outcome) => {
      expect(outcome.end).toHaveProperty('report');
      const working = outcome.last.nodes.filter(({ kind }) => kind !== 'source');
      for (const { discarded } of working) expect(discarded).toBe(0);
      expectSameEnds(outcome);
    });
  });

  it('settles when it is aborted', async () => {
    const abort = fc.constantFrom('abort' as const, 'signal' as const);
    const cut = fc.oneof(fc.record({ how: abort, ...turns }), fc.record({ how: abort, ...calls }));
    await checkAll(recipes, fc.record({ cut }), (outcome) => {
      expect({ error: REASON, ...outcome.end }.error).toBe(REASON);
      expectSameEnds(outcome);
    });
  });

  it('settles when a task fails', async () => {
    const cut = fc.record({ how: fc.constant('throw' as const), ...calls });
    await checkAll(recipes, fc.record({ cut }), (outcome) => {
      const failure = { code: 'task-failed', cause: REASON };
      expect({ error: failure, ...outcome.end }.error).toMatchObject(failure);
      expectSameEnds(outcome);
    });
  });

  it('gives the others everything when a reader leaves, and ends when all have left', async () => {
    await checkAll(desertedRecipes, uncut, ({ end, items, sunk }, { ends }, recipe) => {
      const limits = items.map((_, i) => leavesAfter(recipe, i - sunk.length));
      const isLeft = items.map((some, i) => some.length >= limits[i]!);
      items.forEach((some, i) => expect(some.length).toBeLessThanOrEqual(limits[i]!));
      expect([false, isLeft.includes(true)]).toContain('report' in end && end.report.stopped);
      expect(end).toHaveProperty('report');
      if (isLeft.includes(false)) items.forEach((some, i) => isLeft[i] || expectAll(some, ends[i]!));
    });
  });
});
