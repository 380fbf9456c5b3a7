/** What waits for each signal. */
const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Does `work` when the signal is aborted, until the function returned is called. However many wait for a signal, it
 * has one listener: Node warns of more than ten.
 */
export function onAbort(signal: AbortSignal, work: () => void): () => void {
  const works = waiting.get(signal) ?? new Set();
  if (works.size === 0) {
    waiting.set(signal, works);
    signal.addEventListener('abort', doAll);
  }
  works.add(work);
  return () => {
    works.delete(work);
    if (works.size === 0) signal.removeEventListener('abort', doAll);
  };
}

function doAll({ target }: Event): void {
  for (const work of waiting.get(target as AbortSignal) ?? []) work();
}
