// How much heap is held by what threads have replied?
import { getHeapStatistics } from 'node:v8';
import { Pipeline, map, sink, threads } from 'skorche';

const COUNT = 200_000;
const tasks = threads(new URL('tasks.cjs', import.meta.url));
const pipeline = new Pipeline();

function* records() {
  for (let id = 0; id < COUNT; id++) yield { id, text: `record ${id}` };
}

const held = [];
let seen = 0;
sink(
  () => {
    if (++seen % (COUNT / 4) !== 0) return;
    globalThis.gc();
    held.push(getHeapStatistics().used_heap_size / 1024 / 1024);
  },
  map(tasks.same, pipeline.queue({ from: records() })),
);
await pipeline.run({ threads: 2 });
console.log(JSON.stringify({ seen, grown: held.at(-1) - held[0] }));
