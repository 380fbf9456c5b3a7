// How long does the event loop wait while a million synchronous items go through every kind of op?
import { batch, chain, merge, queue, run, sink, split, unbatch } from 'skorche';
import { measureTurns } from './turns.mjs';

const COUNT = 1_000_000;

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

const endMeasure = measureTurns();
const { duration } = await run();
console.log(JSON.stringify({ seen, total, duration, ...endMeasure() }));
