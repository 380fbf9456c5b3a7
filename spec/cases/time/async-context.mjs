// Calls run in the async context of `run()`, or of their item's own `put`; never in another item's.
// Reported as sindresorhus/p-queue#200 and sindresorhus/p-limit#71.
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { batch, filter, Pipeline, sink } from 'skorche';
import { check } from '../verdict.mjs';

const storage = new AsyncLocalStorage();
const WAYS = {
  'a synchronous task': (inputs, look) => sink(look, inputs),
  'tasks that wait': (inputs, look) =>
    sink(
      async (id) => {
        look(id);
        await pause(1);
        look(id);
      },
      inputs,
      { concurrency: 2 },
    ),
  'many that wait': (inputs, look) =>
    sink(
      async (id) => {
        await pause(1);
        look(id);
      },
      inputs,
      { concurrency: 50 },
    ),
  'a filter': (inputs, look) =>
    sink(
      () => {},
      filter((id) => (look(id), true), inputs),
    ),
  'a batch': (inputs, look) => sink((ids) => ids.forEach(look), batch(inputs, { size: 1000, maxWait: 5 })),
  'a subscriber': (inputs, look) => {
    inputs.subscribe(look);
    sink(() => {}, inputs);
  },
};

for (const [name, declare] of Object.entries(WAYS)) {
  for (const feed of ['put', 'next']) {
    const pipeline = new Pipeline();
    const inputs = pipeline.queue();
    let others = 0;
    declare(inputs, (id) => {
      const context = storage.getStore();
      if (context !== undefined && context !== 'run' && context !== id) others++;
    });
    const running = storage.run('run', () => pipeline.run());
    const request = async (id) => {
      await pause(Math.random() * 30);
      if (feed === 'put') await inputs.put(id);
      else inputs.next(id);
    };
    await Promise.all(Array.from({ length: 100 }, (_, id) => storage.run(id, request, id)));
    inputs.close();
    await running;
    check(`${name}, fed by ${feed}: calls in another item's context`, others, 0);
  }
}
