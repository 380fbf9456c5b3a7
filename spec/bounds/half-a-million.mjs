// How much heap do half a million items from a generator, through a fast task into a slow one, take?
import { setImmediate } from 'node:timers/promises';
import { getHeapStatistics } from 'node:v8';
import { map, queue, run, sink } from 'skorche';

const COUNT = 500_000;
const MEGABYTE = 1024 * 1024;

function* records() {
  for (let i = 0; i < COUNT; i++) yield { id: i };
}

let seen = 0;
let peak = 0;
let held = 0;

/** Slow beside the one before it: every 32nd item takes a turn of the event loop. */
async function store() {
  seen++;
  if (seen % 32 === 0) await setImmediate();
  if (seen % 1_000 === 0) peak = Math.max(peak, heap());
  if (seen % 50_000 === 0) {
    globalThis.gc();
    held = Math.max(held, heap());
  }
}

function heap() {
  return getHeapStatistics().used_heap_size / MEGABYTE;
}

const enriched = map((record) => ({ ...record, text: `record ${record.id}` }), queue({ from: records() }));
sink(store, enriched, { concurrency: 4 });
const { queues } = await run();
const waited = Math.max(...queues.map((one) => one.peak));
console.log(JSON.stringify({ seen, peak, held, waited }));
