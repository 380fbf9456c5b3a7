// A task that awaits the end of its own run, or its own output, gets an error, or the run ends: it never waits for ever.
import { map, Pipeline, queue, run, shutdown } from 'skorche';
import { check } from '../verdict.mjs';

const settles = async (what, running) => {
  const late = new Promise((resolve) => setTimeout(resolve, 3000, 'late').unref());
  const ended = running.then(
    () => 'settled',
    () => 'settled',
  );
  check(what, await Promise.race([ended, late]), 'settled');
};

map(async (n) => (n === 2 ? shutdown() : n), queue({ from: [1, 2, 3] }));
await settles('a task that awaits shutdown()', run());

const stopped = new Pipeline();
map(async (n) => (n === 2 ? stopping.stop() : n), stopped.queue({ from: [1, 2, 3] }));
const stopping = stopped.run();
await settles('a task that awaits stop()', stopping);

const read = new Pipeline();
const output = map(async (n) => (n === 2 ? output.toArray() : n), read.queue({ from: [1, 2, 3] }));
await settles('a task that awaits its own output', read.run());
process.exit();
