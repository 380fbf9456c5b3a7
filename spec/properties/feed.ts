import { from, observeOn, asapScheduler } from 'rxjs';
import type { Pipeline, Queue } from '../../lib/index.js';
import { nextTurn } from './pace.js';
import { numbersOf, type Item } from './interpret.js';
import type { SourceRecipe } from './recipe.js';

/** A queue that something feeds; `fed` resolves when that has given everything, or was refused. */
export interface Fed {
  readonly queue: Queue<Item>;
  readonly fed?: Promise<void>;
}

/** Makes a source as the recipe says; `put` and `next` begin before the run and go on during it. */
export function feed(pipeline: Pipeline, { kind, length, capacity }: SourceRecipe, index: number): Fed {
  const items = numbersOf(index, length);
  const room = capacity === undefined ? {} : { capacity };
  switch (kind) {
    case 'array':
      return { queue: pipeline.queue<Item>({ ...room, from: items }) };
    case 'generator':
      return { queue: pipeline.queue<Item>({ ...room, from: generate(items) }) };
    case 'async generator':
      return { queue: pipeline.queue<Item>({ ...room, from: generateSlowly(items) }) };
    case 'stream':
      return {
        queue: pipeline.queue<Item>({ ...room, from: ReadableStream.from(items) as ReadableStream<Item> }),
      };
    case 'observable':
      return { queue: pipeline.queue<Item>({ ...room, from: from(items).pipe(observeOn(asapScheduler)) }) };
    case 'put':
      return withFeeder(pipeline.queue<Item>(room), putAll, items);
    case 'puts':
      return withFeeder(pipeline.queue<Item>(room), putAtOnce, items);
    case 'next':
      return withFeeder(pipeline.queue<Item>(room), nextAll, items);
  }
}

function withFeeder(
  queue: Queue<Item>,
  feeder: (queue: Queue<Item>, items: readonly number[]) => Promise<void>,
  items: readonly number[],
): Fed {
  return { queue, fed: feeder(queue, items) };
}

function* generate(items: readonly number[]): Generator<number> {
  yield* items;
}

async function* generateSlowly(items: readonly number[]): AsyncGenerator<number> {
  for (const item of items) {
    if (item % 5 === 0) await nextTurn();
    yield item;
  }
}

async function putAll(queue: Queue<Item>, items: readonly number[]): Promise<void> {
  for (const item of items) await queue.put(item).catch(ignoreClosed);
  queue.close();
}

async function putAtOnce(queue: Queue<Item>, items: readonly number[]): Promise<void> {
  const puts = items.map((item) => queue.put(item).catch(ignoreClosed));
  queue.close();
  await Promise.all(puts);
}

/** A run that is cut short takes no more items. */
function ignoreClosed(error: { readonly code?: string }): void {
  if (error.code !== 'queue-closed') throw error;
}

async function nextAll(queue: Queue<Item>, items: readonly number[]): Promise<void> {
  const half = items.length / 2;
  for (const [i, item] of items.entries()) {
    if (i > half && i % 3 === 0) await nextTurn();
    queue.next(item);
  }
  queue.complete();
}
