import { setImmediate } from 'node:timers/promises';
import { add, numbersIn, type Item } from './interpret.js';
import type { TaskRecipe } from './recipe.js';

/** Resolves in another turn of the event loop. */
export function nextTurn(): Promise<void> {
  return setImmediate();
}

/** Resolves after a few microtasks. */
async function microtasks(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await undefined;
}

/** The function of a random task: adds, as fast as the recipe says. `called` may throw. */
export function taskFrom(
  { add: addend, pace }: TaskRecipe,
  called: (item: Item) => void,
): (item: Item) => Item | Promise<Item> {
  const work = (item: Item): Item => {
    called(item);
    return add(item, addend);
  };
  const inMicrotasks = async (item: Item): Promise<Item> => {
    await microtasks((numbersIn([item])[0] ?? 0) % 4);
    return work(item);
  };
  const inATurn = async (item: Item): Promise<Item> => {
    await nextTurn();
    return work(item);
  };
  const paces = { sync: work, microtask: inMicrotasks, macrotask: inATurn };
  if (pace !== 'uneven') return paces[pace];
  const any = [work, inMicrotasks, inATurn] as const;
  return (item) => any[(numbersIn([item])[0] ?? 0) % 3]!(item);
}
