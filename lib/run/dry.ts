import { inLine } from '../preview.js';

/** A run that can tell what it waits for. */
interface Waiting {
  explainWhenDry(): string;
  rootsWhenDry(): string[];
}

const waiting = new Map<Waiting, string>();

/** Says on stderr, once, why a run never ended, when Node has nothing left to do and leaves. */
function tell(): void {
  for (const [run, name] of waiting) {
    const why = run.rootsWhenDry().join(', ') || 'nothing that can be told';
    process.stderr.write(
      `${inLine(`skorche: the process ends while pipeline "${name}" still waits: ${why}.`)}\n${run.explainWhenDry().replaceAll(/^/gm, '  ')}\n`,
    );
  }
  waiting.clear();
  process.removeListener('beforeExit', tell);
}

/** From now on, until the function returned is called, `run` is under way. */
export function watchForDryness(name: string, run: Waiting): () => void {
  if (waiting.size === 0) process.on('beforeExit', tell);
  waiting.set(run, name);
  return () => {
    if (waiting.delete(run) && waiting.size === 0) process.removeListener('beforeExit', tell);
  };
}
