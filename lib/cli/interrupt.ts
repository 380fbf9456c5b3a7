import type { Run } from '../run/active-run.js';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** The run was told to end at once. */
class Interrupted extends Error {
  static {
    this.prototype.name = 'Interrupted';
  }
}

/**
 * The first Ctrl-C stops a run, the second aborts it, a third ends the process as it would without us.
 * Until the function returned is called.
 */
export function onInterrupt(run: Run): () => void {
  let times = 0;
  const interrupt = (signal: NodeJS.Signals): void => {
    times++;
    if (times === 1) {
      process.stderr.write('\nskorche: finishing what is in; Ctrl-C again aborts\n');
      run.stop().catch(() => {}); // how it ends, the command tells
    } else {
      off();
      run.abort(new Interrupted(`aborted by ${signal}`));
    }
  };
  const off = (): void => {
    for (const signal of SIGNALS) process.removeListener(signal, interrupt);
  };
  for (const signal of SIGNALS) process.on(signal, interrupt);
  return off;
}
