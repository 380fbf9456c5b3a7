import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, expect, it } from '@jest/globals';
import { batch, filter, map, Pipeline, sink, split, tee, unbatch, type Queue } from '../../lib/index.js';
import { turns } from './settling/scene.js';

const storage = new AsyncLocalStorage<string>();

/** What may look, by how it is declared. */
const places: Record<string, (inputs: Queue<number>, look: () => void) => void> = {
  'a synchronous task': (inputs, look) => sink(look, inputs),
  'an asynchronous task, before and after it waits': (inputs, look) =>
    sink(
      async () => {
        look();
        await turns(1);
        look();
      },
      inputs,
      { concurrency: 3 },
    ),
  'a task behind one that waits': (inputs, look) =>
    sink(
      look,
      map(() => turns(1), inputs, { concurrency: 3 }),
    ),
  'a task behind a batch that is sent after a while': (inputs, look) =>
    sink(look, batch(inputs, { size: 1000, maxWait: 1 })),
  'a task that is called again': (inputs, look) =>
    sink(
      () => {
        look();
        throw new Error('once more');
      },
      inputs,
      { retry: { count: 1, delay: 1 }, onError: 'skip' },
    ),
  'a predicate': (inputs, look) =>
    sink(
      () => {},
      filter(() => (look(), true), inputs),
    ),
  'a classifier': (inputs, look) => void split(() => (look(), true), inputs),
  'an iterable': (inputs, look) =>
    sink(
      () => {},
      unbatch(
        map(function* () {
          yield look();
        }, inputs),
      ),
    ),
  'a subscriber': (inputs, look) => void tee(inputs, 2)[0]!.subscribe(look),
};

describe.each(['put', 'next'] as const)('what is fed by %s in contexts of many requests', (feed) => {
  it.each(Object.keys(places))('runs in the context of run(): %s', async (place) => {
    const pipeline = new Pipeline();
    const inputs = pipeline.queue<number>();
    const seen = new Set<string | undefined>();
    let looks = 0;
    places[place]!(inputs, () => {
      looks++;
      seen.add(storage.getStore());
    });
    const run = storage.run('run', () => pipeline.run());
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        storage.run(`request ${i}`, async () => {
          await turns(i % 7);
          await inputs[feed](i);
        }),
      ),
    );
    inputs.close();
    await run;
    expect(looks).toBeGreaterThan(0);
    expect([...seen]).toEqual(['run']);
  });
});

it('a source is read in the context of run()', async () => {
  const pipeline = new Pipeline();
  const seen: unknown[] = [];
  async function* items(): AsyncGenerator<number> {
    for (const n of [1, 2, 3]) {
      seen.push(storage.getStore());
      yield n;
      await turns(1);
    }
  }
  const out = pipeline.queue({ from: storage.run('declared', items) });
  const reader = storage.run('reader', () => out[Symbol.asyncIterator]());
  const run = storage.run('run', () => pipeline.run());
  await storage.run('reader', async () => {
    while (!(await reader.next()).done);
  });
  await run;
  expect(seen).toEqual(['run', 'run', 'run']);
});
