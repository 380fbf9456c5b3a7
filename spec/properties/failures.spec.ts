import { describe, expect, it, jest } from '@jest/globals';
import * as fc from 'fast-check';
import { TimeoutError } from '../../lib/errors/workers.js';
import { calls, checkAll, expectSameEnds, leavesAfter, turns } from './check.js';
import { REASON, type Outcome } from './execute.js';
import { expectAll } from './expected.js';
import { TIMEOUT } from './fault.js';
import type { Interpretation } from './interpret.js';
import { FAULT } from './pace.js';
import { fatalRecipes, faultyDesertedRecipes, faultyRecipes } from './recipe.js';

// Longer than all of them take: a run that hangs is told by the property.
jest.setTimeout(60_000);

const uncut = fc.constant({});

function totals({ last }: Outcome): Record<'failed' | 'skipped' | 'retried', number> {
  const sum = (key: 'failed' | 'skipped' | 'retried'): number =>
    last.nodes.reduce((total, node) => total + node[key], 0);
  return { failed: sum('failed'), skipped: sum('skipped'), retried: sum('retried') };
}

describe('a random pipeline with tasks that fail', () => {
  it('gives what an interpreter gives, in results and in failure queues, and counts the same', async () => {
    await checkAll(faultyRecipes, uncut, (outcome, { areCountsCertain, counts, ends }) => {
      expect(outcome.end).toHaveProperty('report.stopped', false);
      outcome.items.forEach((items, i) => expectAll(items, ends[i]!));
      expectSameEnds(outcome);
      const { failed, skipped, retried } = totals(outcome);
      const { routed } = counts;
      const counted = { failed, skipped, retried };
      expect(counted).toEqual(
        areCountsCertain ? { failed: routed, skipped: counts.skipped, retried: counts.retried } : counted,
      );
    });
  });

  it('works off what is in when it is stopped, retries and failures included', async () => {
    const stop = fc.constant('stop' as const);
    const cut = fc.oneof(fc.record({ how: stop, ...turns }), fc.record({ how: stop, ...calls }));
    await checkAll(faultyRecipes, fc.record({ cut }), (outcome) => {
      expect(outcome.end).toHaveProperty('report');
      const working = outcome.last.nodes.filter(({ kind }) => kind !== 'source');
      for (const { discarded } of working) expect(discarded).toBe(0);
      expectSameEnds(outcome);
    });
  });

  it('settles when it is aborted, whatever waits for its next attempt', async () => {
    const abort = fc.constantFrom('abort' as const, 'signal' as const);
    const cut = fc.oneof(fc.record({ how: abort, ...turns }), fc.record({ how: abort, ...calls }));
    await checkAll(faultyRecipes, fc.record({ cut }), (outcome) => {
      expect({ error: REASON, ...outcome.end }.error).toBe(REASON);
      expectSameEnds(outcome);
    });
  });

  it('gives the others everything when a reader leaves', async () => {
    await checkAll(faultyDesertedRecipes, uncut, ({ end, items, sunk }, { ends }, recipe) => {
      const limits = items.map((_, i) => leavesAfter(recipe, i - sunk.length));
      const isLeft = items.map((some, i) => some.length >= limits[i]!);
      expect(end).toHaveProperty('report');
      if (isLeft.includes(false)) items.forEach((some, i) => isLeft[i] || expectAll(some, ends[i]!));
    });
  });

  it('fails when one fails for good that may not', async () => {
    await checkAll(fatalRecipes, uncut, (outcome, { counts }) => {
      expectSameEnds(outcome);
      const error = 'error' in outcome.end ? codeAndCause(outcome.end.error) : undefined;
      expect(counts.fatal > 0 ? FATAL : [undefined]).toContainEqual(error);
    });
  });

  it('fails when more is lost than `maxFailures` allows', async () => {
    const maxFailures = fc.oneof(fc.nat({ max: 12 }), fc.constantFrom(0.01, 0.1, 0.3, 0.6));
    await checkAll(faultyRecipes, fc.record({ maxFailures }), (outcome, interpretation) => {
      expectSameEnds(outcome);
      const code = 'error' in outcome.end ? codeAndCause(outcome.end.error).code : 'none';
      expect(possibleCodes(interpretation, outcome.maxFailures!)).toContain(code);
    });
  });
});

/** The errors that a fatal fault may end a run with. */
const FATAL = [
  { code: 'task-failed', cause: FAULT },
  { code: 'task-timeout', cause: new TimeoutError(TIMEOUT) },
];

function codeAndCause(error: unknown): { readonly code: unknown; readonly cause: unknown } {
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  return { code, cause };
}

/** A count is exact; a share of a hundred and more is judged on the way as well, when it may be larger. */
function possibleCodes({ areCountsCertain, counts }: Interpretation, most: number): string[] {
  const lost = counts.skipped + counts.routed;
  const isShare = most > 0 && most < 1;
  const isTooMuch = (isShare ? lost / counts.finished : lost) > most;
  const isCertain = areCountsCertain && (isTooMuch || !isShare || counts.finished < 100);
  if (!isCertain) return ['none', 'too-many-failures'];
  return [isTooMuch ? 'too-many-failures' : 'none'];
}
