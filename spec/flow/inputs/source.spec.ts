import { Readable } from 'node:stream';
import { ReadableStream } from 'node:stream/web';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { asapScheduler, from, of, scheduled, throwError } from 'rxjs';
import { map, Pipeline, type QueueInput } from '../../../lib/index.js';

const numbers = [1, 2, 3];

function* generator(): Generator<number> {
  yield* numbers;
}

async function* asyncGenerator(): AsyncGenerator<number> {
  for (const n of numbers) yield await Promise.resolve(n);
}

/** A stream that cannot be iterated over, as polyfills give. */
function plainStream(): QueueInput<number> {
  const stream = ReadableStream.from(numbers);
  return { getReader: () => stream.getReader() } as never;
}

/** What a queue reads of `input`. */
async function read<T>(input: QueueInput<T>): Promise<T[]> {
  const pipeline = new Pipeline();
  const queue = pipeline.queue({ from: input });
  await pipeline.run();
  return queue.flush();
}

describe('a queue reads', () => {
  it.each<[string, () => QueueInput<number>]>([
    ['an array', () => numbers],
    ['a Set', () => new Set(numbers)],
    ['a typed array', () => Uint8Array.from(numbers)],
    ['a generator', generator],
    ['an async generator', asyncGenerator],
    ['a Node Readable', () => Readable.from(numbers)],
    ['a web ReadableStream', () => ReadableStream.from(numbers)],
    ['a web ReadableStream that cannot be iterated over', plainStream],
    ['an Observable', () => from(numbers)],
    ['an Observable that takes its time', () => scheduled(numbers, asapScheduler)],
  ])('%s', async (_, source) => {
    expect(await read(source())).toEqual(numbers);
  });

  it('a promise, for one item', async () => {
    expect(await read(Promise.resolve([1, 2]))).toEqual([[1, 2]]);
  });

  it('falsy items', async () => {
    const falsy = [undefined, null, 0, '', false];
    expect(await read(falsy)).toEqual(falsy);
    expect(await read(of(...falsy))).toEqual(falsy);
    expect(await read(ReadableStream.from([undefined, 0]))).toEqual([undefined, 0]);
  });

  it('the output of another pipeline, which it slows down', async () => {
    const [first, second] = [new Pipeline(), new Pipeline()];
    let pulled = 0;
    function* endless(): Generator<number> {
      for (;;) yield pulled++;
    }
    const between = map((n) => n * 10, first.queue({ from: endless() }));
    const outputs = map(async (n) => n + 1, second.queue({ from: between }));
    const runs = [second.run(), first.run()]; // the one that reads first: until then the other collects
    const seen: number[] = [];
    for await (const item of outputs) if (seen.push(item) === 3) break;
    expect(seen).toEqual([1, 11, 21]);
    expect(await Promise.all(runs)).toMatchObject([{ stopped: true }, { stopped: true }]);
    expect(pulled).toBeLessThan(500);
  });

  it('the output of another pipeline, with which it fails', async () => {
    const [first, second] = [new Pipeline(), new Pipeline()];
    const between = map((n) => n, first.queue({ from: throwError(() => 'broken') }));
    second.queue({ from: between, name: 'second' });
    const runs = [first.run(), second.run()];
    const [one, two] = await Promise.allSettled(runs);
    expect(one).toMatchObject({ reason: { code: 'source-failed', cause: 'broken' } });
    expect(two).toMatchObject({ reason: { code: 'source-failed', cause: { code: 'source-failed' } } });
  });

  it('no source before the code that called run() has returned to the event loop', async () => {
    const pipeline = new Pipeline();
    const begun: string[] = [];
    function* lazy(): Generator<number> {
      begun.push('generator');
      yield 1;
    }
    pipeline.queue({ from: lazy() });
    pipeline.queue({
      from: {
        [Symbol.asyncIterator]: () => {
          begun.push('iterable');
          return asyncGenerator();
        },
      },
    });
    const run = pipeline.run();
    await Promise.resolve();
    expect(begun).toEqual([]);
    await run;
    expect(begun).toEqual(['iterable', 'generator']);
  });

  it('an endless source no further than there is room for', async () => {
    const pipeline = new Pipeline();
    let pulled = 0;
    async function* endless(): AsyncGenerator<number> {
      for (;;) yield pulled++;
    }
    const outputs = map(() => new Promise(() => {}), pipeline.queue({ from: endless(), capacity: 5 }));
    const run = pipeline.run();
    const all = outputs.toArray();
    for (let i = 0; i < 20; i++) await turn();
    expect(pulled).toBeLessThanOrEqual(5 + 2);
    run.abort('enough');
    await expect(run).rejects.toBe('enough');
    await expect(all).rejects.toBe('enough');
  });
});
