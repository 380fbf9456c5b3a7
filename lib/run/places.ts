import type { Executor } from '../executors/executor.js';
import type { Inline } from '../executors/inline.js';

/** Where the tasks of a run find what runs them. */
export interface Places {
  readonly threads: Executor;
  readonly processes: Executor;
  /** What is called for a task on this thread: its function, or something around it. */
  readonly inline: (fn: Inline<any, any>, task: string) => Inline<any, any>;
}

let loading: Promise<unknown> = Promise.resolve();

/** A module that is loaded once, when it is first asked for; not while another is: Jest can't link two that share a file. */
function loadedOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let module: Promise<T> | undefined;
  return () => {
    if (module === undefined) loading = module = loading.then(load, load);
    return module;
  };
}

const threads = loadedOnce(() => import('../executors/threads/threads.js'));
const processes = loadedOnce(() => import('../executors/processes/processes.js'));

/** Those of every real run. What starts workers is loaded when the first one is: most programs have none. */
export const systemPlaces: Places = {
  threads: {
    kind: 'threads',
    sharesMemory: true,
    async open(targets, died, signal) {
      const { openThread } = await threads();
      signal.throwIfAborted();
      return openThread(targets, died, signal);
    },
  },
  processes: {
    kind: 'processes',
    sharesMemory: false,
    async open(targets, died, signal) {
      const { openProcess } = await processes();
      signal.throwIfAborted();
      return openProcess(targets, died, signal);
    },
  },
  inline: (fn) => fn,
};
