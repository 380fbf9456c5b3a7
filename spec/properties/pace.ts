import { setImmediate } from 'node:timers/promises';
import type { TaskContext } from '../../lib/index.js';
import { failuresOf, PATIENCE, type Fault } from './fault.js';
import { add, numbersIn, type Item } from './interpret.js';
import type { TaskRecipe } from './recipe.js';

/** What a random task is called with: the context, if it asks for it. */
type Fn = (item: Item, context?: TaskContext) => Item | Promise<Item>;

/** What a failing call throws. */
export const FAULT = new Error('at fault');

/** Resolves in another turn of the event loop. */
export function nextTurn(): Promise<void> {
  return setImmediate();
}

/** Resolves after a few microtasks. */
async function microtasks(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await undefined;
}

/** The function of a random task: adds, as fast as the recipe says. `called` may throw. */
export function taskFrom({ add: addend, pace, fault }: TaskRecipe, called: (item: Item) => void): Fn {
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
  const any = [work, inMicrotasks, inATurn] as const;
  const uneven: Fn = (item) => any[(numbersIn([item])[0] ?? 0) % 3]!(item);
  const fn = { sync: work, microtask: inMicrotasks, macrotask: inATurn, uneven }[pace];
  return fault === undefined ? fn : withFault(fn, fault);
}

function withFault(fn: Fn, fault: Fault): Fn {
  return (item, context) => {
    if ((context?.attempt ?? 1) > failuresOf(item, fault)) return fn(item);
    switch (fault.how) {
      case 'throw':
        throw FAULT;
      case 'reject':
        return nextTurn().then(() => Promise.reject(FAULT));
      case 'hang':
        return new Promise(() => {});
      case 'be late':
        return late();
    }
  };
}

/** A result that nobody should see. */
async function late(): Promise<Item> {
  for (let turn = 0; turn < PATIENCE + 3; turn++) await nextTurn();
  return -1;
}
