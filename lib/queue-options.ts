import type { QueueInput } from './flow/inputs/queue-input.js';

/** What a queue is called, what it reads from, and how much it holds. */
export interface QueueOptions<T> {
  /** What pictures, reports and errors call it. @default made up: "queue 3" */
  readonly name?: string;
  /** Where its items come from. Without it, the queue is fed by a verb, or with `put` and `next`. */
  readonly from?: QueueInput<T>;
  /** Most items that may wait here, from 1. @default 64, or before a task on workers four for each of its calls if those are fewer; growing up to 8192 where many are taken at a time: small, quick items that go to workers, `batch` with `fill: false` */
  readonly capacity?: number;
}
