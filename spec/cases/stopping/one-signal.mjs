// One AbortSignal for many runs at once, and for many calls: no warning of a leak.
import { Pipeline, sink } from 'skorche';
import { setTimeout as pause } from 'node:timers/promises';
import { check } from '../verdict.mjs';

const warnings = [];
process.on('warning', ({ message }) => warnings.push(message));
const { signal } = new AbortController();
await Promise.all(
  Array.from({ length: 50 }, () => {
    const pipeline = new Pipeline();
    const options = { context: true, timeout: 1000, concurrency: 50 };
    sink(
      (_, context) => pause(5, undefined, { signal: context.signal }),
      pipeline.queue({ from: Array(50).keys() }),
      options,
    );
    return pipeline.run({ signal });
  }),
);
const pipeline = new Pipeline();
const inputs = pipeline.queue({ capacity: 1 });
const puts = Array.from({ length: 50 }, (_, n) => inputs.put(n, { signal }));
sink(() => {}, inputs);
const running = pipeline.run();
await Promise.all(puts);
inputs.close();
await running;
check('the warnings', warnings, []);
