// Thousands of calls that wait, on threads, take about as long as one of them.
import { map, Pipeline, threads } from 'skorche';
import { check } from '../verdict.mjs';

const { wait } = threads(new URL('../modules/plain.mjs', import.meta.url));
const WAIT = 200;

/** Milliseconds beside the waiting. */
async function more(calls) {
  const pipeline = new Pipeline();
  map(wait, pipeline.queue({ from: Array(calls).fill(WAIT) }), { concurrency: calls });
  const { nodes, duration } = await pipeline.run({ threads: 2 });
  check('results', nodes[1].out, calls);
  return duration - WAIT;
}

await more(10);
const few = await more(750);
const many = await more(3000);
// What took time for each call and every other would take sixteen times as long.
check(`that ${Math.round(many)} ms are less than eight times ${Math.round(few)}`, many < 8 * few);
