// How much memory do 500 results of half a megabyte take on their way through worker threads, if few of them wait?
import { map, queue, run, sink, threads } from 'skorche';

const tasks = threads(new URL('./large-results.mjs', import.meta.url));
const results = queue({ capacity: 4 });
map(tasks.large, queue({ from: Array.from({ length: 500 }, (_, i) => i), capacity: 4 }), { out: results });

let seen = 0;
let peak = 0;
sink(() => {
  if (++seen % 50 > 0) return;
  globalThis.gc();
  peak = Math.max(peak, process.memoryUsage().heapUsed);
}, results);
await run({ threads: 2 });
console.log(JSON.stringify({ seen, peak: peak / 1e6 }));
