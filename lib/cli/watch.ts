import type { PipelineGraph } from '../graph/pipeline-graph.js';
import type { Run } from '../run/active-run.js';
import { Live } from './live.js';
import { Progress } from './progress.js';

/** Seconds between two looks at a run. */
const OFTEN = 0.1;
const SELDOM = 3;

/** Shows on stderr how far a run is, until the function returned is called. */
export function watch(run: Run, graph: PipelineGraph, every: number | undefined): () => void {
  const { stderr, stdout } = process;
  const progress = new Progress(graph);
  const live = stderr.isTTY ? new Live(stderr, [stdout]) : undefined;
  const look = (): void => {
    const snapshot = run.snapshot();
    if (live === undefined) stderr.write(`${progress.line(snapshot)}\n`);
    else live.draw(progress.lines(snapshot));
  };
  const timer = setInterval(look, 1000 * (every ?? (live === undefined ? SELDOM : OFTEN)));
  timer.unref(); // a run that nothing can wake up any more is to be told of, not watched for ever
  const dried = (): void => live?.end();
  process.prependOnceListener('beforeExit', dried);
  return () => {
    clearInterval(timer);
    process.removeListener('beforeExit', dried);
    live?.end();
  };
}
