import { describe, expect, it } from '@jest/globals';
import { Observable } from 'rxjs';
import { filter, map, Pipeline, split, unbatch, type Queue } from '../../lib/index.js';
import { fate } from '../run/settling/scene.js';

// What is thrown may throw in its turn when it is read. It lost its item, or the whole run hung.

const refuses = (): never => {
  throw new Error('nobody may read this');
};

class Unreadable extends Error {
  override get message(): string {
    return refuses();
  }
}

const unreadable: Record<string, unknown> = {
  'an error whose message throws': new Unreadable(),
  'a message that is no text': { message: Object.create(null) },
  'a Proxy that throws at everything': new Proxy(
    {},
    { get: refuses, getPrototypeOf: refuses, has: refuses, ownKeys: refuses },
  ),
};

/** Declares something that throws `thrown`; `input` has one item. */
const places: Record<string, (thrown: unknown, pipeline: Pipeline, input: () => Queue<any>) => unknown> = {
  'task-failed, of a task that throws': (thrown, _, input) => map(throwing(thrown), input()),
  'task-failed, of a task that rejects': (thrown, _, input) => map(rejecting(thrown), input()),
  'op-failed, of a predicate': (thrown, _, input) => filter(throwing(thrown), input()),
  'op-failed, of a classifier': (thrown, _, input) => split(throwing(thrown), input(), ['a']),
  'op-failed, of an iterable': (thrown, pipeline) =>
    unbatch(pipeline.queue({ from: [{ [Symbol.iterator]: throwing(thrown) }] })),
  'source-failed, of a generator': (thrown, pipeline) => pipeline.queue({ from: generator(thrown) }),
  'source-failed, of an async generator': (thrown, pipeline) =>
    pipeline.queue({ from: asyncGenerator(thrown) }),
  'source-failed, of an Observable': (thrown, pipeline) =>
    pipeline.queue({ from: new Observable((subscriber) => subscriber.error(thrown)) }),
  'source-failed, of queue.error()': (thrown, pipeline) => pipeline.queue().error(thrown),
  'subscriber-failed, of a subscriber': (thrown, _, input) => input().subscribe(throwing(thrown)),
};

function throwing(thrown: unknown): () => never {
  return () => {
    throw thrown;
  };
}

function rejecting(thrown: unknown): () => Promise<never> {
  return async () => throwing(thrown)();
}

function* generator(thrown: unknown): Generator<number> {
  yield 1;
  throw thrown;
}

async function* asyncGenerator(thrown: unknown): AsyncGenerator<number> {
  yield 1;
  throw thrown;
}

const cases = Object.keys(unreadable).flatMap((what) =>
  Object.keys(places).map((where): [string, string] => [what, where]),
);

describe('what cannot be read fails the run as anything thrown', () => {
  it.each(cases)('%s: %s', async (what, where) => {
    const pipeline = new Pipeline();
    const thrown = unreadable[what];
    places[where]!(thrown, pipeline, () => pipeline.queue({ from: [1] }));
    const { error } = (await fate(pipeline.run())) as { error?: { code: string; cause: unknown } };
    expect(error?.code).toBe(where.split(',')[0]);
    expect(error?.cause === thrown).toBe(true);
  });
});

describe('what cannot be read', () => {
  it.each(Object.keys(unreadable))('loses no item: %s', async (what) => {
    const pipeline = new Pipeline();
    const failing = async (n: number): Promise<number> => (n === 2 ? throwing(unreadable[what])() : n);
    const output = map(failing, pipeline.queue({ from: [1, 2, 3] }), { concurrency: 2, onError: 'skip' });
    expect(await fate(pipeline.run())).toMatchObject({
      value: { nodes: [{ in: 3 }, { in: 3, out: 2, skipped: 1 }] },
    });
    expect(output.flush()).toEqual([1, 3]);
  });
});
