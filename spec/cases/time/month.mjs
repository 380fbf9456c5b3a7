// No timer of more than 2^31 ms is over at once.
import { setTimeout as pause } from 'node:timers/promises';
import { batch, Pipeline, sink, threads } from 'skorche';
import { showProgress } from 'skorche/progress';
import { check } from '../verdict.mjs';

const MONTH = 30 * 24 * 3600 * 1000;
const { wait } = threads(new URL('../modules/plain.mjs', import.meta.url));
const pipeline = new Pipeline();
const inputs = pipeline.queue();
sink(wait, pipeline.queue({ from: [200] }), { timeout: MONTH });
sink(() => pause(200), pipeline.queue({ from: [1] }), { timeout: MONTH });
const batches = [];
sink((items) => void batches.push(items), batch(inputs, { size: 10, maxWait: MONTH }));
const running = pipeline.run({ interval: MONTH, threads: 1 });
let lines = 0;
let snapshots = 0;
running.snapshots$.subscribe(() => snapshots++);
showProgress(running, pipeline, { every: MONTH, stream: { write: () => lines++ } });
inputs.next(1);
await pause(150);
inputs.next(2);
await pause(150);
inputs.close();
await running;
check('batches', batches, [[1, 2]]);
check(`that there are ${snapshots} snapshots and ${lines} lines at most`, snapshots <= 2 && lines <= 20);
