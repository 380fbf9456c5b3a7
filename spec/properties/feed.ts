import type { FileHandle } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { asapScheduler, from, observeOn, Subject, tap } from 'rxjs';
import type * as lib from '../../lib/index.js';
import type { Pipeline, Queue, QueueOptions, Run } from '../../lib/index.js';
import { numbersOfBytes, openLines, readLines, streamOfBytes, streamOfLines, webBytes } from './files.js';
import { generate, generateSlowly, nextAll, putAll, putAtOnce } from './feeders.js';
import { counted, countedLater, Given } from './given.js';
import { numbersOf, type Item } from './interpret.js';
import { declareOther, type Other } from './other.js';
import { nextTurn } from './pace.js';
import type { SourceRecipe } from './source-recipe.js';

/** A queue that something feeds; `fed` resolves when that has given everything, or was refused. */
export interface Fed {
  readonly queue: Queue<Item>;
  readonly fed?: Promise<unknown>;
  /** What it gave; of a stream, which reads ahead, nobody knows. */
  readonly given?: Given;
  /** To be called when `run()` was. */
  readonly begin?: () => void;
  readonly other?: Other;
  readonly tidy?: () => unknown;
}

/** Opens the files that are to be open before a pipeline is declared. */
export function openFiles(sources: readonly SourceRecipe[]): Promise<(FileHandle | undefined)[]> {
  return Promise.all(
    sources.map((source, i) =>
      source.kind === 'readLines' ? openLines(numbersOf(i, source.length), source) : undefined,
    ),
  );
}

/** Makes a source as the recipe says; `put` and `next` begin before the run and go on during it. */
export function feed(
  skorche: typeof lib,
  pipeline: Pipeline,
  recipe: SourceRecipe,
  index: number,
  file?: FileHandle,
): Fed {
  const { kind, length, capacity, lag } = recipe;
  const items = numbersOf(index, length);
  const given = new Given();
  const room = capacity === undefined ? {} : { capacity };
  const reads = <T>(input: QueueOptions<T>['from'] & {}): Queue<T> =>
    pipeline.queue<T>({ ...room, from: input });
  const fedBy = (feeder: typeof putAll): Fed => {
    const queue = pipeline.queue<Item>(room);
    return { queue, fed: feeder(queue, items, given), given };
  };
  const numbersFrom = (chunks: Queue<Uint8Array>): Queue<Item> =>
    skorche.unbatch(skorche.map(numbersOfBytes, chunks));
  switch (kind) {
    case 'array':
      return { queue: reads<Item>(counted(items, given)), given };
    case 'generator':
      return { queue: reads<Item>(counted(generate(items), given)), given };
    case 'async generator':
      return { queue: reads<Item>(countedLater(generateSlowly(items), given)), given };
    case 'object stream':
      return { queue: reads<Item>(Readable.from(generateSlowly(items), { highWaterMark: 1 + lag })) };
    case 'byte stream':
      return { queue: numbersFrom(reads<Uint8Array>(streamOfBytes(items))) };
    case 'web stream':
      return { queue: reads<Item>(ReadableStream.from(generateSlowly(items)) as ReadableStream<Item>) };
    case 'web byte stream':
      return {
        queue: numbersFrom(reads(webBytes(items))),
      };
    case 'readline': {
      const input = streamOfLines(items, recipe);
      const lines = reads<string>(createInterface({ input, crlfDelay: Infinity }));
      return { queue: skorche.map(Number, lines), tidy: () => input.destroy() };
    }
    case 'readLines':
      return { queue: skorche.map(Number, reads<string>(readLines(file!))), tidy: () => file!.close() };
    case 'promise':
      return { queue: skorche.unbatch(reads(nextTurn().then(() => items))) };
    case 'promise of a generator': {
      const generators = reads(nextTurn().then(() => generateSlowly(items)));
      return { queue: skorche.unbatch(skorche.map((generator) => all(generator), generators)) };
    }
    case 'observable': {
      const pushed$ = from(items).pipe(
        observeOn(asapScheduler),
        tap(() => given.add()),
      );
      return { queue: reads<Item>(pushed$), given };
    }
    case 'subject': {
      const subject = new Subject<number>();
      const emit = async (): Promise<void> => {
        for (let turn = 0; turn < lag; turn++) await nextTurn();
        for (const item of items) {
          if (item % 4 === 3) await nextTurn();
          subject.next(item);
        }
        subject.complete();
      };
      return { queue: reads<Item>(subject.pipe(tap(() => given.add()))), given, begin: () => void emit() };
    }
    case 'pipeline':
      return feedFromOther(skorche, reads, items, lag);
    case 'put':
      return fedBy(putAll);
    case 'puts':
      return fedBy(putAtOnce);
    case 'next':
      return fedBy(nextAll);
  }
}

/** The other pipeline begins before, or at once, or some turns later. */
function feedFromOther(
  skorche: typeof lib,
  reads: (input: Queue<number>) => Queue<number>,
  items: readonly number[],
  lag: number,
): Fed {
  const other = declareOther(skorche, items);
  const queue = reads(other.output);
  let run: Run;
  const start = (): void => {
    run = other.pipeline.run();
  };
  let begun!: () => void;
  const fed = new Promise<void>((resolve) => (begun = resolve)).then(async () => {
    for (let turn = 1; turn < lag; turn++) await nextTurn();
    if (lag > 0) start();
    await run;
  });
  if (lag === 0) start();
  return { queue, fed, begin: begun, other: { ...other, reader: queue, isEarly: lag === 0, run: () => run } };
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const read: T[] = [];
  for await (const item of items) read.push(item);
  return read;
}
