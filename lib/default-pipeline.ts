import type { Finding } from './graph/check.js';
import { Pipeline } from './pipeline.js';
import type { Queue } from './queue.js';
import type { QueueOptions } from './queue-options.js';
import type { RenderOptions } from './render/options.js';
import type { Run } from './run/active-run.js';
import type { RunOptions } from './run/run.js';

/** The pipeline of scripts: what the functions here declare on and run. */
let current = new Pipeline({ name: 'default' });

/**
 * {@link Pipeline.queue} of the default pipeline.
 *
 * @example
 * const letters = queue({ name: 'letters', from: ['a', 'b'] });
 * await run();
 * letters.flush(); // => ['a', 'b']
 *
 * @throws {@link PipelineError} `invalid-argument`, `already-run`
 */
export function queue<T>(options?: QueueOptions<T>): Queue<T> {
  return current.queue(options);
}

/**
 * {@link Pipeline.check} of the default pipeline.
 *
 * @example
 * sink(console.log, queue({ name: 'never fed' }));
 * check().map(({ code }) => code); // => ['open-input']
 */
export function check(): readonly Finding[] {
  return current.check();
}

/**
 * {@link Pipeline.toDot} of the default pipeline.
 *
 * @example
 * map((n) => n + 1, queue({ name: 'numbers', from: [1] }));
 * toDot().startsWith('digraph'); // => true
 *
 * @throws {@link PipelineError} `invalid-argument`, `other-pipeline`
 */
export function toDot(options?: RenderOptions): string {
  return current.toDot(options);
}

/**
 * {@link Pipeline.toMermaid} of the default pipeline.
 *
 * @example
 * map((n) => n + 1, queue({ name: 'numbers', from: [1] }));
 * toMermaid().split('\n')[0]; // => 'flowchart LR'
 *
 * @throws {@link PipelineError} `invalid-argument`, `other-pipeline`
 */
export function toMermaid(options?: RenderOptions): string {
  return current.toMermaid(options);
}

/**
 * {@link Pipeline.toSvg} of the default pipeline.
 *
 * @example
 * map((n) => n + 1, queue({ name: 'numbers', from: [1] }));
 * const svg = await toSvg();
 * svg.includes('numbers'); // => true
 *
 * @throws {@link PipelineError} rejects: `invalid-argument`, `other-pipeline`; with a {@link SkorcheError}
 * `render-failed` when Graphviz can't draw it
 */
export function toSvg(options?: RenderOptions): Promise<string> {
  return current.toSvg(options);
}

/**
 * {@link Pipeline.render} of the default pipeline.
 *
 * @example
 * import { tmpdir } from 'node:os';
 *
 * map((n) => n + 1, queue({ name: 'numbers', from: [1] }));
 * await render(`${tmpdir()}/numbers.mmd`);
 *
 * @throws {@link PipelineError} rejects: as {@link toSvg} does; `invalid-argument` for another extension; and as
 * `fs.writeFile` does
 */
export function render(file: string | URL, options?: RenderOptions): Promise<void> {
  return current.render(file, options);
}

/**
 * {@link Pipeline.run} of the default pipeline.
 *
 * @example
 * const doubled = map((n) => n * 2, queue({ from: [1, 2] }));
 * await run();
 * doubled.flush(); // => [2, 4]
 *
 * @throws {@link PipelineError} rejects, before anything has run: `already-run`, `cycle`, `invalid-argument`
 */
export function run(options?: RunOptions): Run {
  return current.run(options);
}

/**
 * {@link Pipeline.shutdown} of the default pipeline; then a new, empty one takes its place. One that was never
 * run can't be any more: its queues end.
 *
 * @example
 * for (const n of [1, 2]) {
 *   const squares = map((m) => m * m, queue({ from: [n] }));
 *   await run();
 *   console.log(squares.flush());
 *   await shutdown();
 * }
 *
 * @throws {@link PipelineError} rejects: `awaits-itself` to a task of the run, which would wait for itself
 */
export function shutdown(): Promise<void> {
  const stopping = current;
  return stopping.shutDown(() => {
    if (current !== stopping) return;
    current = new Pipeline({ name: 'default' });
    stopping.retire();
  });
}
