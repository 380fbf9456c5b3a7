// A graph as deep as it is declared works: thousands of ops in a row.
import { batch, filter, map, merge, Pipeline, split, tee, unbatch } from 'skorche';
import { again, args } from '../again.mjs';
import { check } from '../verdict.mjs';

const DEPTH = 3000;
const STEPS = {
  filter: (queue) => filter(() => true, queue),
  map: (queue) => map((n) => n, queue),
  tee: (queue) => tee(queue, 1)[0],
  split: (queue) => split(() => true, queue)[0],
  'split and merge': (queue) => merge(split((n) => n > 1, queue)),
  batches: (queue) => unbatch(batch(queue, 2)),
};

if (args.length > 0) {
  const [name] = args;
  const pipeline = new Pipeline();
  let queue = pipeline.queue({ from: [1, 2, 3] });
  for (let i = 0; i < DEPTH; i++) queue = STEPS[name](queue);
  await pipeline.run();
  console.log(queue.flush().toSorted().join(' '));
} else {
  for (const name of Object.keys(STEPS)) {
    const { stdout, stderr } = await again([name]);
    check(name, stdout || stderr.split('\n').find((line) => /^\w*Error/.test(line)), '1 2 3');
  }
}
