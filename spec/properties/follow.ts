import type { Recipe, Step } from './recipe.js';
import type { SourceRecipe } from './source-recipe.js';

/** What can be done with a recipe: the interpreter does it to arrays, the assembly to queues. */
export interface Kitchen<End> {
  source(recipe: SourceRecipe, index: number): End;
  /** The queues that the step makes; a sink makes none. */
  apply(step: Step, inputs: readonly End[]): readonly End[];
}

/**
 * Follows a recipe; returns the ends left open. Whatever looks into single numbers, or joins queues
 * of batches with queues of numbers, has batches taken apart before.
 */
export function follow<End>({ sources, steps }: Recipe, kitchen: Kitchen<End>): End[] {
  let open = sources.map((recipe, i) => ({ end: kitchen.source(recipe, i), depth: 0 }));
  const flat = (one: (typeof open)[number]): (typeof open)[number] => {
    if (one.depth === 0) return one;
    const [end] = kitchen.apply({ verb: 'unbatch', at: 0 }, [one.end]);
    return flat({ end: end!, depth: one.depth - 1 });
  };
  for (const given of steps) {
    if (open.length === 0) break;
    const first = given.at % open.length;
    const taken = open.slice(first, first + (given.verb === 'merge' ? given.count : 1));
    open = open.filter((one) => !taken.includes(one));
    const needsNumbers = ['filter', 'split', 'split by values', 'merge'].includes(given.verb);
    const inputs = needsNumbers ? taken.map(flat) : taken;
    const { depth } = inputs[0]!;
    if (given.verb === 'unbatch' && depth === 0) {
      open.push(...inputs);
      continue;
    }
    const change = given.verb === 'batch' ? 1 : given.verb === 'unbatch' ? -1 : 0;
    const made = kitchen.apply(
      given,
      inputs.map(({ end }) => end),
    );
    open.push(...made.map((end) => ({ end, depth: depth + change })));
  }
  return open.map(({ end }) => end);
}
