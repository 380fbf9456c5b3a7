// How long does the event loop wait while a synchronous task takes 5 ms an item, behind a quick source?
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { map, queue, run } from 'skorche';

const NANOSECONDS = 1e6;

function work(n) {
  const end = performance.now() + 5;
  while (performance.now() < end);
  return n;
}

const results = map(work, queue({ from: Array.from({ length: 150 }, (_, i) => i) }));
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
await run();
delay.disable();
console.log(JSON.stringify({ seen: results.flush().length, max: delay.max / NANOSECONDS }));
