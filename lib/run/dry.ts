import { inLine } from '../preview.js';

/** A run that can tell what it waits for. */
interface Waiting {
  readonly observer: { explainWhenDry(): string; rootsWhenDry(): string[] };
  /** Fails, if calls are under way: they never end. */
  runDry(): void;
}

const waiting = new Map<Waiting, string>();

/** Says on stderr, once, why a run never ended, when Node has nothing left to do and leaves. */
function tell(): void {
  const dry = [...waiting];
  for (const [{ observer }, name] of dry) {
    const why = observer.rootsWhenDry().join(', ') || 'nothing that can be told';
    process.stderr.write(
      `${inLine(`skorche: the process ends while pipeline "${name}" still waits: ${why}.`)}\n${observer.explainWhenDry().replaceAll(/^/gm, '  ')}\n`,
    );
  }
  waiting.clear();
  process.removeListener('beforeExit', tell);
  for (const [run] of dry) run.runDry();
}

/** From now on, until the function returned is called, `run` is under way. */
export function watchForDryness(name: string, run: Waiting): () => void {
  if (waiting.size === 0) process.on('beforeExit', tell);
  waiting.set(run, name);
  return () => {
    if (waiting.delete(run) && waiting.size === 0) process.removeListener('beforeExit', tell);
  };
}
