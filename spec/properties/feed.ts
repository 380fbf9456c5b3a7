import { asapScheduler, from, observeOn, tap } from 'rxjs';
import type { Pipeline, Queue } from '../../lib/index.js';
import { counted, countedLater, Given } from './given.js';
import { nextTurn } from './pace.js';
import { numbersOf, type Item } from './interpret.js';
import type { SourceRecipe } from './recipe.js';

/** A queue that something feeds; `fed` resolves when that has given everything, or was refused. */
export interface Fed {
  readonly queue: Queue<Item>;
  readonly fed?: Promise<void>;
  /** What it gave; of a stream, which reads ahead, nobody knows. */
  readonly given?: Given;
}

/** Makes a source as the recipe says; `put` and `next` begin before the run and go on during it. */
export function feed(pipeline: Pipeline, { kind, length, capacity }: SourceRecipe, index: number): Fed {
  const items = numbersOf(index, length);
  const room = capacity === undefined ? {} : { capacity };
  const given = new Given();
  switch (kind) {
    case 'array':
      return { queue: pipeline.queue<Item>({ ...room, from: counted(items, given) }), given };
    case 'generator':
      return { queue: pipeline.queue<Item>({ ...room, from: counted(generate(items), given) }), given };
    case 'async generator':
      return {
        queue: pipeline.queue<Item>({ ...room, from: countedLater(generateSlowly(items), given) }),
        given,
      };
    case 'stream':
      return {
        queue: pipeline.queue<Item>({ ...room, from: ReadableStream.from(items) as ReadableStream<Item> }),
      };
    case 'observable':
      return {
        queue: pipeline.queue<Item>({
          ...room,
          from: from(items).pipe(
            observeOn(asapScheduler),
            tap(() => given.add()),
          ),
        }),
        given,
      };
    case 'put':
      return withFeeder(pipeline.queue<Item>(room), putAll, items, given);
    case 'puts':
      return withFeeder(pipeline.queue<Item>(room), putAtOnce, items, given);
    case 'next':
      return withFeeder(pipeline.queue<Item>(room), nextAll, items, given);
  }
}

function withFeeder(
  queue: Queue<Item>,
  feeder: (queue: Queue<Item>, items: readonly number[], given: Given) => Promise<void>,
  items: readonly number[],
  given: Given,
): Fed {
  return { queue, fed: feeder(queue, items, given), given };
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

async function putAll(queue: Queue<Item>, items: readonly number[], given: Given): Promise<void> {
  for (const item of items) await put(queue, item, given);
  queue.close();
}

async function putAtOnce(queue: Queue<Item>, items: readonly number[], given: Given): Promise<void> {
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

async function nextAll(queue: Queue<Item>, items: readonly number[], given: Given): Promise<void> {
  const half = items.length / 2;
  for (const [i, item] of items.entries()) {
    if (i > half && i % 3 === 0) await nextTurn();
    given.add();
    queue.next(item);
  }
  queue.complete();
}
