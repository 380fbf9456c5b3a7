// Thirty attempts with timeouts, under way at a time, all of which are told of the run's end.
import { map, Pipeline, task } from 'skorche';

const pipeline = new Pipeline();
let listening = 0;
const work = task((_, { signal }) => new Promise(() => signal.addEventListener('abort', () => listening++)), {
  concurrency: 30,
  context: true,
  timeout: 10_000,
});
map(work, pipeline.queue({ from: Array(30).fill(1) }));
const run = pipeline.run();
setTimeout(() => run.abort('enough'), 20);
await run.catch(() => {});
console.log(listening);
