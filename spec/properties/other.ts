import type * as lib from '../../lib/index.js';
import type { Pipeline, Queue, Run } from '../../lib/index.js';
import type { Item } from './interpret.js';
import { nextTurn } from './pace.js';

/** A pipeline whose output another one reads from. */
export interface Other {
  readonly pipeline: Pipeline;
  readonly output: Queue<number>;
  /** What reads it. */
  readonly reader: Queue<Item>;
  /** Whether it began before its reader did. */
  readonly isEarly: boolean;
  /** Its run, once it has begun. */
  run(): Run;
}

/** Gives the numbers by way of a task. */
export function declareOther(
  { Pipeline: Other, map }: typeof lib,
  items: readonly number[],
): Pick<Other, 'pipeline' | 'output'> {
  const pipeline = new Other({ name: 'other' });
  const source = pipeline.queue({ from: items });
  return { pipeline, output: map(same, source, { concurrency: 2, ordered: true }) };
}

async function same(item: number): Promise<number> {
  if (item % 3 === 0) await nextTurn();
  return item;
}
