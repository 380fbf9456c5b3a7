import { clearLine, cursorTo } from 'node:readline';
import type { Run } from 'skorche';

/** Milliseconds between two looks at the run: on a terminal, one line is written again and again. */
const OFTEN = 100;
const SELDOM = 1000;

/** Shows on stderr how far a run is, until the function returned is called. */
export function showProgress(run: Run): () => void {
  const { stderr } = process;
  const show = (): void => {
    if (stderr.isTTY) {
      cursorTo(stderr, 0);
      clearLine(stderr, 0);
    }
    const line = describe(run);
    stderr.write(stderr.isTTY ? line.slice(0, (stderr.columns || 80) - 1) : `${line}\n`);
  };
  const timer = setInterval(show, stderr.isTTY ? OFTEN : SELDOM);
  return () => {
    clearInterval(timer);
    show();
    if (stderr.isTTY) stderr.write('\n');
  };
}

function describe(run: Run): string {
  const { at, queues } = run.snapshot();
  const through = (name: string): string => {
    const queue = queues.find((one) => one.name === name);
    return `${queue?.in ?? 0} ${name}`;
  };
  const counts = ['pictures', 'thumbnails', 'documents', 'indexed', 'problems'].map(through);
  return `${(at / 1000).toFixed(1)} s: ${counts.join(', ')}`;
}
