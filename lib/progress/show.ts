import type { WriteStream } from 'node:tty';
import { checkDuration, checkKeys, invalid } from '../arguments.js';
import { systemClock } from '../clock.js';
import type { PipelineGraph } from '../graph/pipeline-graph.js';
import type { Run } from '../run/active-run.js';
import { Live } from './live.js';
import { Progress } from './progress.js';

/** How progress is shown. */
export interface ProgressOptions {
  /** Where. On a terminal, lines at its foot that are drawn again and again; else a line every so often, and a last one. @default process.stderr */
  readonly stream?: WriteStream | NodeJS.WritableStream;
  /** Milliseconds between two looks at the run, from 1. @default 100 on a terminal, else 3000 */
  readonly interval?: number;
}

/** Milliseconds between two looks: on a terminal, and elsewhere. */
const OFTEN = 100;
const SELDOM = 3000;

/**
 * Shows how far a run is, until it ends or the function returned is called. On a terminal, what the program
 * prints meanwhile goes above, and nothing is left at the end; elsewhere a last line tells how the run stood
 * when it ended, well or not. Doesn't keep the process alive.
 *
 * @example
 * import { showProgress } from 'skorche/progress';
 *
 * const pipeline = new Pipeline();
 * map((n) => n + 1, pipeline.queue({ name: 'numbers', from: [1, 2, 3] }));
 * const running = pipeline.run();
 * showProgress(running, pipeline, { interval: 1000 });
 * await running;
 *
 * @throws `PipelineError` `invalid-argument`
 */
export function showProgress(
  run: Run,
  pipeline: { readonly graph: PipelineGraph },
  options: ProgressOptions = {},
): () => void {
  return showRun(run, pipeline, options, true);
}

/** The same, without the last line for who tells of the end in another way. @internal */
export function showRun(
  run: Run,
  pipeline: { readonly graph: PipelineGraph },
  options: ProgressOptions,
  hasLastLine: boolean,
): () => void {
  check(run, pipeline, options);
  const { stream = process.stderr } = options;
  const progress = new Progress(pipeline.graph);
  const live = isTerminal(stream) ? new Live(stream, [process.stdout]) : undefined;
  const look = (): void => {
    const snapshot = run.snapshot();
    if (live === undefined) stream.write(`${progress.line(snapshot)}\n`);
    else live.draw(progress.lines(snapshot));
  };
  const endLooks = systemClock.every(options.interval ?? (live === undefined ? SELDOM : OFTEN), look);
  const dried = (): void => live?.end();
  process.prependOnceListener('beforeExit', dried);
  let isHidden = false;
  const hide = (): void => {
    isHidden = true;
    endLooks();
    process.removeListener('beforeExit', dried);
    live?.end();
  };
  const end = (): void => {
    const last = run.snapshot();
    const isToldOf = hasLastLine && live === undefined && !isHidden && last.nodes.length > 0; // none: it was refused
    hide();
    if (isToldOf) stream.write(`${progress.lastLine(last)}\n`);
  };
  void run.ended.then(end);
  return hide;
}

function check(run: Run, pipeline: { readonly graph: PipelineGraph }, options: ProgressOptions): void {
  const where = 'showProgress';
  if (typeof run?.snapshot !== 'function') throw invalid(where, 'run', 'a run', run);
  if (typeof pipeline?.graph?.getNodeAttributes !== 'function')
    throw invalid(where, 'pipeline', 'a Pipeline', pipeline);
  checkKeys(where, options, ['stream', 'interval']);
  checkDuration(where, 'interval', options.interval, 1);
  const { stream } = options;
  if (stream !== undefined && typeof stream?.write !== 'function')
    throw invalid(where, 'stream', 'a writable stream', stream);
}

function isTerminal(stream: WriteStream | NodeJS.WritableStream): stream is WriteStream {
  return 'isTTY' in stream && stream.isTTY === true;
}
