// Thirty attempts with timeouts, under way at a time, all of which are told of the run's end.
import { map, Pipeline, task } from 'skorche';

const pipeline = new Pipeline();
let listening = 0;
let heard = 0;
const work = task(
  (_, { signal }) => {
    signal.addEventListener('abort', () => heard++);
    if (++listening === 30) setImmediate(() => run.abort('enough'));
    return new Promise(() => {});
  },
  { concurrency: 30, context: true, timeout: 60_000 },
);
map(work, pipeline.queue({ from: Array(30).fill(1) }));
const run = pipeline.run();
await run.catch(() => {});
console.log(heard);
