// Where a task sleeps for a limiter of its own, nobody advises more calls at a time.
import { setTimeout as pause } from 'node:timers/promises';
import { map, Pipeline, sink } from 'skorche';
import { check } from '../verdict.mjs';

let next = 0;
async function call(id) {
  const now = performance.now();
  const at = Math.max(now, next);
  next = at + 10;
  await pause(at - now + 5);
  return id;
}

const pipeline = new Pipeline();
sink(() => {}, map(call, pipeline.queue({ from: Array(300).keys() }), { concurrency: 8 }));
const { verdict } = await pipeline.run();
check(`that "${verdict.sentence}" does not advise it`, !/raising its concurrency/.test(verdict.sentence));
