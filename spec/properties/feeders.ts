import type { Queue } from '../../lib/index.js';
import type { Given } from './given.js';
import type { Item } from './interpret.js';
import { nextTurn } from './pace.js';

export function* generate(items: readonly number[]): Generator<number> {
  yield* items;
}

export async function* generateSlowly(items: readonly number[]): AsyncGenerator<number> {
  for (const item of items) {
    if (item % 5 === 0) await nextTurn();
    yield item;
  }
}

export async function putAll(queue: Queue<Item>, items: readonly number[], given: Given): Promise<void> {
  for (const item of items) await put(queue, item, given);
  queue.close();
}

export async function putAtOnce(queue: Queue<Item>, items: readonly number[], given: Given): Promise<void> {
  const puts = items.map((item) => put(queue, item, given));
  queue.close();
  await Promise.all(puts);
}

/** What was put in is in, even if one learns of it when the run has ended. One that is cut short takes no more. */
async function put(queue: Queue<Item>, item: number, given: Given): Promise<void> {
  try {
    await queue.put(item);
    given.items++;
  } catch (error) {
    if ((error as { readonly code?: string }).code !== 'queue-closed') throw error;
  }
}

export async function nextAll(queue: Queue<Item>, items: readonly number[], given: Given): Promise<void> {
  const half = items.length / 2;
  for (const [i, item] of items.entries()) {
    if (i > half && i % 3 === 0) await nextTurn();
    given.add();
    queue.next(item);
  }
  queue.complete();
}
