// Thousands of calls that wait, on threads, take about as long as one of them.
import { map, Pipeline, threads } from 'skorche';
import { check } from '../verdict.mjs';

const { wait } = threads(new URL('../modules/plain.mjs', import.meta.url));
const pipeline = new Pipeline();
map(wait, pipeline.queue({ from: Array(3000).fill(200) }), { concurrency: 3000 });
const { nodes, duration } = await pipeline.run({ threads: 2 });
check('results', nodes[1].out, 3000);
check(`that ${Math.round(duration)} ms are less than 2000`, duration < 2000);
