import { Pipeline } from './pipeline.js';
import type { Queue, QueueOptions } from './queue.js';
import type { Run } from './run/active-run.js';
import type { RunOptions } from './run/run.js';

/** The pipeline of scripts: what the functions here declare on and run. */
let current = new Pipeline({ name: 'default' });

/** {@link Pipeline.queue} of the default pipeline. */
export function queue<T>(options?: QueueOptions<T>): Queue<T> {
  return current.queue(options);
}

/** {@link Pipeline.run} of the default pipeline. */
export function run(options?: RunOptions): Run {
  return current.run(options);
}

/** {@link Pipeline.shutdown} of the default pipeline; then a new, empty one takes its place. */
export async function shutdown(): Promise<void> {
  const stopping = current;
  await stopping.shutdown();
  if (current === stopping) current = new Pipeline({ name: 'default' });
}
