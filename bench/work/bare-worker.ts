// A worker thread with nothing around it: runs one function on a range of numbers, and says when it is done.
import { parentPort } from 'node:worker_threads';
import * as calls from './calls.js';

parentPort!.on('message', ({ name, from, to }: { name: keyof typeof calls; from: number; to: number }) => {
  let sum = 0;
  for (let n = from; n < to; n++) sum += calls[name](n);
  parentPort!.postMessage(sum);
});
