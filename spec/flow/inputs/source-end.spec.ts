import { Readable } from 'node:stream';
import { ReadableStream } from 'node:stream/web';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { NEVER, Observable, throwError } from 'rxjs';
import { map, Pipeline, type Queue, type QueueInput, type Run } from '../../../lib/index.js';

/** Endless sources, each of which tells `closed` when it is closed. */
const endless: Record<string, (closed: () => void) => QueueInput<number>> = {
  'a generator': function* (closed) {
    try {
      for (let n = 0; ; n++) yield n;
    } finally {
      closed();
    }
  },
  'an async generator': async function* (closed) {
    try {
      for (let n = 0; ; n++) yield n;
    } finally {
      await turn();
      closed();
    }
  },
  'a Node Readable': (closed) =>
    new Readable({
      objectMode: true,
      read() {
        this.push(1);
      },
      destroy(_error, done) {
        closed();
        done(null);
      },
    }),
  'a web ReadableStream': (closed) =>
    new ReadableStream<number>({ pull: (controller) => controller.enqueue(1), cancel: closed }),
  'an Observable': (closed) => new Observable(() => closed),
};

/** Streams that nothing comes from, so that a read of them is always pending. */
const idle: Record<string, (closed: () => void) => QueueInput<number>> = {
  'a Node Readable': (closed) =>
    new Readable({
      read() {},
      destroy(_error, done) {
        closed();
        done(null);
      },
    }),
  'a web ReadableStream': (closed) => new ReadableStream<number>({ cancel: closed }),
};

/** Ways to end a run before its sources end. */
const ends: Record<string, (run: Run, output: Queue<number>) => Promise<unknown>> = {
  'the run is stopped': (run) => run.stop(),
  'the run is aborted': (run) => {
    run.abort('enough');
    return run.catch(() => {});
  },
  'its reader leaves': async (run, output) => {
    const reader = output[Symbol.asyncIterator]();
    await reader.return!();
    await run;
  },
};

const cases = (sources: object): [string, string][] =>
  Object.keys(sources).flatMap((source) => Object.keys(ends).map((end): [string, string] => [source, end]));

/** Whether a source is closed soon after the run is over. */
async function isClosed(open: (closed: () => void) => QueueInput<number>, end: string): Promise<boolean> {
  const pipeline = new Pipeline();
  let isDone = false;
  const source = open(() => (isDone = true));
  const output = map((n: number) => n, pipeline.queue({ from: source }), {
    out: pipeline.queue<number>({ capacity: 4 }),
  });
  const reader = end === 'its reader leaves' ? undefined : output[Symbol.asyncIterator]();
  const run = pipeline.run();
  for (let i = 0; i < 3; i++) await turn();
  const over = ends[end]!(run, output);
  if (reader) await readAll(reader);
  await over;
  for (let i = 0; i < 3; i++) await turn(); // a generator closes when the read under way has settled
  return isDone;
}

async function readAll(reader: AsyncIterator<unknown>): Promise<void> {
  try {
    while ((await reader.next()).done !== true);
  } catch {
    // how the run ended
  }
}

describe('an endless source is closed', () => {
  it.each(cases(endless))('%s, when %s', async (source, end) => {
    expect(await isClosed(endless[source]!, end)).toBe(true);
  });
});

describe('a stream that waits for data is closed', () => {
  it.each(cases(idle))('%s, when %s', async (source, end) => {
    expect(await isClosed(idle[source]!, end)).toBe(true);
  });
});

describe('a source that fails', () => {
  const cause = new Error('no');

  it.each<[string, () => QueueInput<number>]>([
    ['an iterable that throws at its start', () => ({ [Symbol.iterator]: () => fail() })],
    [
      'a generator that throws',
      function* () {
        yield 1;
        fail();
      },
    ],
    [
      'an async generator that throws',
      async function* () {
        yield 1;
        fail();
      },
    ],
    ['an Observable that errors', () => throwError(() => cause)],
    ['a promise that rejects', () => Promise.reject(cause)],
    ['a Node Readable that is destroyed', () => new Readable({ read: fail })],
    ['a web ReadableStream that errors', () => new ReadableStream<number>({ pull: fail })],
  ])('fails the run, named by its queue: %s', async (_, source) => {
    const pipeline = new Pipeline();
    const output = map((n) => n, pipeline.queue({ from: source(), name: 'inputs' }));
    const all = output.toArray();
    const error = await pipeline.run().catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      name: 'SkorcheError',
      code: 'source-failed',
      message: 'source of queue "inputs": failed: no',
      cause,
    });
    await expect(all).rejects.toBe(error);
  });

  it('ends the other sources', async () => {
    const pipeline = new Pipeline();
    let isLeft = false;
    pipeline.queue({ from: new Observable(() => () => (isLeft = true)) });
    pipeline.queue({ from: NEVER });
    pipeline.queue({ from: throwError(() => cause) });
    await expect(pipeline.run()).rejects.toMatchObject({ cause });
    expect(isLeft).toBe(true);
  });

  it('ends the run as it would have ended when it fails only to close', async () => {
    const pipeline = new Pipeline();
    const stubborn = { next: () => ({ done: false, value: 1 }), return: fail };
    const output = pipeline.queue<number>({ from: { [Symbol.iterator]: () => stubborn } });
    const run = pipeline.run();
    for await (const _ of output) break;
    expect(await run).toMatchObject({ stopped: true });
  });

  function fail(): never {
    throw cause;
  }
});
