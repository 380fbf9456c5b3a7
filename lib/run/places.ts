import type { Executor } from '../executors/executor.js';
import type { Inline } from '../executors/inline.js';
import { processesExecutor } from '../executors/processes/processes.js';
import { threadsExecutor } from '../executors/threads/threads.js';

/** Where the tasks of a run find what runs them. */
export interface Places {
  readonly threads: Executor;
  readonly processes: Executor;
  /** What is called for a task on this thread: its function, or something around it. */
  readonly inline: (fn: Inline<any, any>, task: string) => Inline<any, any>;
}

/** Those of every real run. */
export const systemPlaces: Places = {
  threads: threadsExecutor,
  processes: processesExecutor,
  inline: (fn) => fn,
};
