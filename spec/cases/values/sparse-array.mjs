// The cost of an array with holes is that of cloning it.
import { map, Pipeline, threads } from 'skorche';
import { check } from '../verdict.mjs';

const { same } = threads(new URL('../modules/plain.mjs', import.meta.url));
const byId = [];
byId[100_000_000] = { name: 'Ada' };
let last = performance.now();
let held = 0;
const watch = setInterval(() => {
  held = Math.max(held, performance.now() - last);
  last = performance.now();
}, 1);
const pipeline = new Pipeline();
const results = map(same, pipeline.queue({ from: [byId] }));
await pipeline.run({ threads: 1 });
clearInterval(watch);
const [result] = results.flush();
check('its length', result.length, byId.length);
check('its content', result.at(-1), { name: 'Ada' });
check(`that the thread was held for ${Math.round(held)} ms only`, held < 500);
