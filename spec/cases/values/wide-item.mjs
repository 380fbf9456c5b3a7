// What a failure shows of its item costs next to nothing: less than a look at all of it.
import { map, Pipeline } from 'skorche';
import { check } from '../verdict.mjs';

const COUNT = 20;
const item = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`key${i}`, i]));
const before = performance.now();
for (let i = 0; i < COUNT; i++) structuredClone(item);
const cloning = performance.now() - before;
const pipeline = new Pipeline();
map(
  () => {
    throw new Error('no');
  },
  pipeline.queue({ from: Array(COUNT).fill(item) }),
  { onError: 'skip' },
);
const { duration } = await pipeline.run();
check(
  `that ${Math.round(duration)} ms are less than the ${Math.round(cloning)} ms of cloning it`,
  duration < cloning,
);
