import { take } from 'rxjs';
import type { Queue } from '../../lib/index.js';
import type { Item } from './interpret.js';
import { nextTurn } from './pace.js';
import type { ReaderRecipe } from './reading.js';

/** How a reader was told that the run has ended. */
export interface ReaderEnd {
  readonly error?: unknown;
}

/** Somebody who reads an output. */
export interface Reader {
  /** What was read; to be asked when all is over. */
  items(): readonly Item[];
  readonly ended: Promise<ReaderEnd>;
}

/** Reads an output in one of the ways there are. `run` tells those who only collect of the end. */
export function read(queue: Queue<Item>, recipe: ReaderRecipe, run: Promise<unknown>): Reader {
  return (recipe.late === 0 ? readNow : readLate)(queue, recipe, run);
}

function readLate(queue: Queue<Item>, recipe: ReaderRecipe, run: Promise<unknown>): Reader {
  let reader: Reader | undefined;
  const come = async (): Promise<ReaderEnd> => {
    for (let turn = 0; turn < recipe.late; turn++) await nextTurn();
    reader = readNow(queue, recipe, run);
    return reader.ended;
  };
  return { ended: come(), items: () => reader!.items() };
}

function readNow(queue: Queue<Item>, { kind, leaves }: ReaderRecipe, run: Promise<unknown>): Reader {
  switch (kind) {
    case 'collect':
      return { items: () => [...queue.flush(), ...queue.flush()], ended: endOf(run) };
    case 'toArray':
      return readAll(queue);
    case 'subscribe':
      return subscribe(queue, leaves);
    case 'iterate':
      return iterate(queue, leaves, async () => {});
    case 'iterate slowly':
      return iterate(queue, leaves, nextTurn);
  }
}

function readAll(queue: Queue<Item>): Reader {
  let all: readonly Item[] | undefined;
  const keep = queue.toArray().then((items) => {
    all = items;
  });
  let kept: readonly Item[] | undefined;
  return { items: () => all ?? (kept ??= queue.flush()), ended: endOf(keep) };
}

function subscribe(queue: Queue<Item>, leaves: number): Reader {
  const seen: Item[] = [];
  const taken$ = leaves === Infinity ? queue : queue.pipe(take(leaves));
  const ended = new Promise<void>((resolve, reject) => {
    taken$.subscribe({ next: (item) => seen.push(item), error: reject, complete: resolve });
  });
  return { items: () => seen, ended: endOf(ended) };
}

function iterate(queue: Queue<Item>, leaves: number, pause: () => Promise<void>): Reader {
  const seen: Item[] = [];
  const iterator = queue[Symbol.asyncIterator](); // now: an async function's body may come too late
  const readSome = async (): Promise<void> => {
    for await (const item of { [Symbol.asyncIterator]: () => iterator }) {
      if (seen.push(item) === leaves) break;
      await pause();
    }
  };
  return { items: () => seen, ended: endOf(readSome()) };
}

async function endOf(promise: Promise<unknown>): Promise<ReaderEnd> {
  try {
    await promise;
    return {};
  } catch (error) {
    return { error };
  }
}
