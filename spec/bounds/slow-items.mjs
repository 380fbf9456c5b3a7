// How long does the event loop wait while a synchronous task takes 5 ms an item, behind a quick source?
import { map, queue, run } from 'skorche';
import { measureTurns } from './turns.mjs';

function work(n) {
  const end = performance.now() + 5;
  while (performance.now() < end);
  return n;
}

const results = map(work, queue({ from: Array.from({ length: 150 }, (_, i) => i) }));
const endMeasure = measureTurns();
await run();
console.log(JSON.stringify({ seen: results.flush().length, ...endMeasure() }));
