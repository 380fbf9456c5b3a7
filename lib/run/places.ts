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

/** What opens workers is loaded with the first one; not while another is: Jest can't link two that share a file. */
function loadedLate(
  kind: Executor['kind'],
  sharesMemory: boolean,
  load: () => Promise<Executor['open']>,
): Executor {
  let loaded: Promise<Executor['open']> | undefined;
  return {
    kind,
    sharesMemory,
    async open(targets, died, signal) {
      if (loaded === undefined) loading = loaded = loading.then(load, load);
      const open = await loaded;
      signal.throwIfAborted();
      return open(targets, died, signal);
    },
  };
}

/** Those of every real run. What starts workers is loaded when the first one is: most programs have none. */
export const systemPlaces: Places = {
  threads: loadedLate(
    'threads',
    true,
    async () => (await import('../executors/threads/threads.js')).openThread,
  ),
  processes: loadedLate(
    'processes',
    false,
    async () => (await import('../executors/processes/processes.js')).openProcess,
  ),
  inline: (fn) => fn,
};
