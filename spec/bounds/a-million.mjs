// How long does the event loop wait while a million synchronous items go through every kind of op?
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { batch, chain, merge, queue, run, sink, split, unbatch } from 'skorche';

const COUNT = 1_000_000;
const NANOSECONDS = 1e6;

function* numbers() {
  for (let i = 0; i < COUNT; i++) yield i;
}

const chained = chain([(n) => n + 1, (n) => n * 2, (n) => n / 2], queue({ from: numbers() }));
const [even, odd] = split((n) => n % 2 === 0, chained);
const merged = merge([unbatch(batch(even, 100)), unbatch(batch(odd, 7))]);

let seen = 0;
let total = 0;
sink((n) => {
  seen++;
  total += n;
}, merged);

const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
const { duration } = await run();
delay.disable();
const [p99, max] = [delay.percentile(99) / NANOSECONDS, delay.max / NANOSECONDS];
console.log(JSON.stringify({ seen, total, duration, p99, max, samples: delay.count }));
