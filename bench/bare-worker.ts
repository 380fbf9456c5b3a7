// A worker thread with nothing around it: runs one function of work.ts on a range of numbers, and says when it is done.
import { parentPort } from 'node:worker_threads';
import * as work from './work.js';

parentPort!.on('message', ({ name, from, to }: { name: keyof typeof work; from: number; to: number }) => {
  let sum = 0;
  for (let n = from; n < to; n++) sum += Number(work[name](n));
  parentPort!.postMessage(sum);
});
