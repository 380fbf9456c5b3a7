/* oxlint-disable no-thenable -- odd thenables are what this is about */
import { describe, expect, it } from '@jest/globals';
import { Pipeline, unbatch } from '../../../lib/index.js';
import { fate } from '../../run/settling/scene.js';

const notAnObject = { name: 'TypeError', message: expect.stringContaining('object') };

const refuses = (): never => {
  throw new Error('nobody may read this');
};

/** Results of `next()` that throw when they are read. */
const unreadable: Record<string, object> = {
  'a `done` that throws': {
    get done() {
      return refuses();
    },
  },
  'a `value` that throws': {
    done: false,
    get value() {
      return refuses();
    },
  },
  'a `then` that throws when it is called': { then: refuses },
  'a `then` that throws when it is read': {
    get then() {
      return refuses();
    },
  },
  'a Proxy that throws at everything': new Proxy({}, { get: refuses, has: refuses }),
};

const asSource = Object.entries(unreadable).flatMap(([what, result]): [string, any][] => [
  [`${what}, at once`, { [Symbol.iterator]: () => ({ next: () => result }) }],
  [`${what}, later`, { [Symbol.asyncIterator]: () => ({ next: async () => result }) }],
]);

describe('an iterator whose result cannot be read', () => {
  const cause = expect.objectContaining({ message: 'nobody may read this' });

  it.each(asSource)('fails the run as a source: %s', async (_, from) => {
    const pipeline = new Pipeline();
    pipeline.queue({ from });
    expect(await fate(pipeline.run())).toMatchObject({ error: { code: 'source-failed', cause } });
  });

  it.each(Object.keys(unreadable).filter((what) => !what.includes('then')))(
    'fails the run in unbatch: %s',
    async (what) => {
      const pipeline = new Pipeline();
      const items: any = { [Symbol.iterator]: () => ({ next: () => unreadable[what] }) };
      unbatch(pipeline.queue({ from: [items] }));
      expect(await fate(pipeline.run())).toMatchObject({ error: { code: 'op-failed', cause } });
    },
  );

  it.each<[string, any]>([
    ['an array with a getter', Object.defineProperty([1, 2], 1, { get: refuses })],
    ['a Proxy of an array', new Proxy([1], { get: refuses })],
  ])('fails the run in unbatch: %s', async (_, items) => {
    const pipeline = new Pipeline();
    unbatch(pipeline.queue({ from: [items] }));
    expect(await fate(pipeline.run())).toMatchObject({ error: { code: 'op-failed', cause } });
  });
});

/** Gives 0, 1, 2, each in a thenable that resolves twice, and then rejects. */
function eager(): AsyncIterator<number> {
  let n = 0;
  const settle = (resolve: (result: object) => void, reject: (reason: unknown) => void): void => {
    const result = n < 3 ? { done: false, value: n++ } : { done: true };
    resolve(result);
    resolve(result);
    reject(new Error('too late'));
  };
  return { next: (): any => ({ then: settle }) };
}

describe('an iterator whose results call back', () => {
  it('more than once gives each item once', async () => {
    const pipeline = new Pipeline();
    const output = pipeline.queue<number>({ from: { [Symbol.asyncIterator]: eager } });
    expect(await fate(pipeline.run())).toHaveProperty('value');
    expect(output.flush()).toEqual([0, 1, 2]);
  });
});

describe('an iterator that gives something else than a result', () => {
  it.each<[string, any]>([
    ['at once', { [Symbol.iterator]: () => ({ next: () => undefined }) }],
    ['later', { [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve(undefined) }) }],
  ])('fails the run as a source: %s', async (_, from) => {
    const pipeline = new Pipeline();
    pipeline.queue({ from });
    expect(await fate(pipeline.run())).toMatchObject({
      error: { code: 'source-failed', cause: notAnObject },
    });
  });

  it('fails the run in unbatch', async () => {
    const pipeline = new Pipeline();
    const broken: any = { [Symbol.iterator]: () => ({ next: () => undefined }) };
    unbatch(pipeline.queue({ from: [broken] }));
    expect(await fate(pipeline.run())).toMatchObject({ error: { code: 'op-failed', cause: notAnObject } });
  });
});
