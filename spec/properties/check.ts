import { expect } from '@jest/globals';
import * as fc from 'fast-check';
import type { Snapshot } from '../../lib/index.js';
import { expectBalance, expectBounds, expectRouted } from './books.js';
import { execute, type Circumstances, type Outcome } from './execute.js';
import { expectSome } from './expected.js';
import { interpret, type Interpretation } from './interpret.js';
import type { Other } from './other.js';
import type { Recipe } from './recipe.js';

// A failure prints a seed: FC_SEED=… runs the same pipelines again. Jest fails a test in which a
// rejection goes unhandled; a pipeline that takes longer than the timeout hangs.
const { FC_SEED, FC_RUNS } = process.env;

/** The parameters of a property, with the seed and the number of runs that were asked for. */
export function seeded(parameters: fc.Parameters<any>): fc.Parameters<any> {
  return {
    // The seed is told before Jest loses patience, however long it takes to find a smaller example.
    interruptAfterTimeLimit: 40_000,
    markInterruptAsFailure: true,
    ...parameters,
    ...(FC_SEED !== undefined && { seed: Number(FC_SEED) }),
    ...(FC_RUNS !== undefined && { numRuns: Number(FC_RUNS) }),
  };
}

/** Turns of the event loop, or calls of tasks, after which a run is cut short. */
export const turns = { turns: fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 30 })) };
export const calls = { calls: fc.integer({ min: 1, max: 40 }) };

type Check = (outcome: Outcome, expected: Interpretation, recipe: Recipe) => void;

/** Runs random pipelines, cut short or not, and checks what must hold for each. */
export function checkAll(
  recipe: fc.Arbitrary<Recipe>,
  circumstances: fc.Arbitrary<Circumstances>,
  check: Check,
): Promise<void> {
  const property = fc.asyncProperty(recipe, circumstances, async (given, how) => {
    const outcome = await execute(given, how);
    const expected = interpret(given);
    expectNothingLost(outcome, expected);
    expectBounds(outcome.pipeline.graph, outcome.last, outcome.unbounded);
    check(outcome, expected, given);
  });
  return fc.assert(property, seeded({ numRuns: 60, timeout: 2000 }));
}

/** What holds however a run has ended: its books balance, and what was read was to come, once. */
export function expectNothingLost(outcome: Outcome, { ends }: Interpretation): void {
  const { pipeline, last, watched, given, items, outputs, timers } = outcome;
  expectBalance(pipeline.graph, last);
  expectRouted(pipeline.graph, last);
  expect(timers).toBe(0);
  const seen = new Map(watched);
  for (const [i, { id }] of outputs.entries()) {
    seen.set(id, Math.max(...outcome.seen[i]!.map(({ length }) => length)));
  }
  for (const { id, in: read } of last.nodes) {
    const source = given.get(id.replace('source:', ''));
    if (source?.isOver) expect({ id, read }).toEqual({ id, read: source.items });
  }
  for (const { id, in: entered } of last.queues) {
    const count = seen.get(id) ?? entered;
    if (!outcome.leftLate.has(id)) expect({ id, count }).toEqual({ id, count: entered });
    else expect(count).toBeLessThanOrEqual(entered);
  }
  expect(items.length).toBe(ends.length);
  items.forEach((some, i) => expectSome(some, ends[i]!));
  for (const [first, second = []] of outcome.seen) {
    const both = Math.min(first!.length, second.length);
    expect(second.slice(0, both)).toEqual(first!.slice(0, both));
  }
  outcome.others.forEach((other) => expectHandedOn(other, last));
}

/**
 * What a pipeline gave out, another has read, but for what came when that had left. Where it began before,
 * the other comes late: what it leaves of what was collected is out.
 */
function expectHandedOn({ pipeline, output, reader, isEarly, run }: Other, { nodes }: Snapshot): void {
  const last = run().snapshot();
  expectBalance(pipeline.graph, last);
  const given = last.queues.find(({ id }) => id === output.id)!.in - output.flush().length;
  const read = nodes.find(({ id }) => id === `source:${reader.id}`)!.in;
  if (isEarly) expect(read).toBeLessThanOrEqual(given);
  else expect({ id: reader.id, read }).toEqual({ id: reader.id, read: given });
}

/** Whoever reads has been told of the end that the run has had. */
export function expectSameEnds({ end, ends }: Outcome): void {
  for (const one of ends) expect(one).toEqual('error' in end ? end : {});
}

/** After how many items the reader of an output leaves; a sink never does. */
export function leavesAfter({ readings }: Recipe, output: number): number {
  return output < 0 ? Infinity : readings[output % readings.length]!.leaves;
}
