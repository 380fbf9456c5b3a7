// To read a thread task's output with `for await` costs about what `subscribe` costs.
import { map, Pipeline, threads } from 'skorche';
import { check } from '../verdict.mjs';

const COUNT = 200_000;
const { same } = threads(new URL('../modules/plain.mjs', import.meta.url));

async function timeOf(read) {
  const pipeline = new Pipeline();
  const results = map(same, pipeline.queue({ from: Array(COUNT).keys() }));
  const begin = performance.now();
  const running = pipeline.run({ threads: 2 });
  await read(results);
  await running;
  return performance.now() - begin;
}

const subscribe = async (results) => void results.subscribe(() => {});
const iterate = async (results) => {
  for await (const _ of results);
};
const times = { subscribe: [], iterate: [] };
for (let i = 0; i < 3; i++) {
  times.subscribe.push(await timeOf(subscribe));
  times.iterate.push(await timeOf(iterate));
}
const ratio = Math.min(...times.iterate) / Math.min(...times.subscribe);
check(`that ${ratio.toFixed(1)} times as long is less than 3`, ratio < 3);
