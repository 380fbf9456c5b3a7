import type { Executor } from '../executors/executor.js';
import type { Inline } from '../executors/inline.js';

/** Where the tasks of a run find what runs them. */
export interface Places {
  readonly threads: Executor;
  readonly processes: Executor;
  /** What is called for a task on this thread: its function, or something around it. */
  readonly inline: (fn: Inline<any, any>, task: string) => Inline<any, any>;
}

let threads: Promise<typeof import('../executors/threads/threads.js')> | undefined;
let processes: Promise<typeof import('../executors/processes/processes.js')> | undefined;

/** Those of every real run. What starts workers is loaded, once, when the first one is: most programs have none. */
export const systemPlaces: Places = {
  threads: {
    kind: 'threads',
    sharesMemory: true,
    async open(targets, died, signal) {
      const { openThread } = await (threads ??= import('../executors/threads/threads.js'));
      signal.throwIfAborted();
      return openThread(targets, died, signal);
    },
  },
  processes: {
    kind: 'processes',
    sharesMemory: false,
    async open(targets, died, signal) {
      const { openProcess } = await (processes ??= import('../executors/processes/processes.js'));
      signal.throwIfAborted();
      return openProcess(targets, died, signal);
    },
  },
  inline: (fn) => fn,
};
