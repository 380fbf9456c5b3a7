// What pictures and reports say of capacity and concurrency is what a run does.
import { batch, map, Pipeline, threads } from 'skorche';
import { check } from '../verdict.mjs';

const { same } = threads(new URL('../modules/plain.mjs', import.meta.url));
const pipeline = new Pipeline();
map(same, pipeline.queue({ from: [1, 2, 3] }));
const { nodes } = await pipeline.run({ threads: 1 });
check('concurrency in the report', nodes[1].concurrency, 1);
const { concurrency } = pipeline.graph.getNodeAttributes(nodes[1].id);
check(
  `that ${concurrency} calls in the graph say nothing else`,
  concurrency === undefined || concurrency === 1,
);

const large = new Pipeline();
const numbers = large.queue({ name: 'in', from: Array(200_000).keys() });
map(async (items) => items.length, batch(numbers, { size: 100_000, fill: false }));
const { queues } = await large.run();
const { capacity, peak } = queues.find(({ name }) => name === 'in');
check(`that a peak of ${peak} is within the capacity of ${capacity}`, peak <= capacity);
check(`that a capacity of ${capacity} is within 8192`, capacity <= 8192);
