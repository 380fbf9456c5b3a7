import { checkKeys, checkType } from './arguments.js';
import { alreadyRun } from './errors.js';
import type { Clock } from './clock.js';
import { check, type Finding } from './graph/check.js';
import { createGraph, nextId, type PipelineGraph } from './graph/pipeline-graph.js';
import { Queue } from './queue.js';
import type { QueueOptions } from './queue-options.js';
import { toDot } from './render/dot.js';
import { render } from './render/file.js';
import { toJson, type GraphJson } from './render/json.js';
import { toMermaid } from './render/mermaid.js';
import type { RenderOptions } from './render/options.js';
import { toSvg } from './render/svg.js';
import type { ActiveRun, Run } from './run/active-run.js';
import type { Places } from './run/places.js';
import { begin, endAll, type RunOptions } from './run/run.js';

let made = 0;

/**
 * A pipeline: declared once, looked at as a graph, run once.
 *
 * @example
 * const pipeline = new Pipeline({ name: 'squares' });
 * const squares = map((n) => n * n, pipeline.queue({ from: [1, 2, 3] }));
 * await pipeline.run();
 * squares.flush(); // => [1, 4, 9]
 */
export class Pipeline {
  /** Given, or made up: "pipeline 3". */
  readonly name: string;
  /** Queues, tasks and ops, as they are joined: a graphology graph, to read. */
  readonly graph: PipelineGraph;
  /** How many tasks were declared on it. @internal */
  tasks = 0;
  #queues = 0;
  #run: ActiveRun | undefined;
  #isRetired = false;

  /** @throws {@link PipelineError} `invalid-argument` */
  constructor(options: { readonly name?: string } = {}) {
    checkKeys('Pipeline', options, ['name']);
    checkType('Pipeline', 'name', options.name, 'string');
    this.name = options.name ?? `pipeline ${++made}`;
    this.graph = createGraph(this.name);
  }

  /** @internal */
  get hasRun(): boolean {
    return this.#run !== undefined || this.#isRetired;
  }

  /**
   * Declares a queue: read from `from`, or fed by a verb's `out`, or open to `put` and `next`.
   *
   * @example
   * const pipeline = new Pipeline();
   * const letters = pipeline.queue({ name: 'letters', from: ['a', 'b'], capacity: 8 });
   * await pipeline.run();
   * letters.flush(); // => ['a', 'b']
   *
   * @throws {@link PipelineError} `invalid-argument`, `already-run`
   */
  queue<T>(options: QueueOptions<T> = {}): Queue<T> {
    if (this.hasRun) throw alreadyRun('queue', this.name);
    const id = nextId(this.graph, 'queue');
    const queue = new Queue<T>(this, id, ++this.#queues, options);
    this.graph.addNode(id, { kind: 'queue', label: queue.name, queue: queue as Queue<unknown> });
    return queue;
  }

  /**
   * Looks for what will go wrong, or not as meant, when the pipeline is run as it now stands. Runs
   * nothing. `run()` refuses the errors among the findings, and ignores the rest.
   *
   * @example
   * const pipeline = new Pipeline();
   * sink(console.log, pipeline.queue({ name: 'never fed' }));
   * pipeline.check().map(({ code }) => code); // => ['open-input']
   */
  check(): readonly Finding[] {
    return check(this.graph);
  }

  /**
   * The pipeline in DOT, the language of Graphviz. Nothing runs.
   *
   * @example
   * const pipeline = new Pipeline();
   * filter((n) => n > 1, pipeline.queue({ name: 'numbers', from: [1, 2] }));
   * pipeline.toDot({ direction: 'TB' }).includes('rankdir = "TB"'); // => true
   *
   * @throws {@link PipelineError} `invalid-argument`, `other-pipeline`
   */
  toDot(options?: RenderOptions): string {
    return toDot(this.graph, options);
  }

  /**
   * The pipeline as a Mermaid flowchart, which Markdown shows as a picture. Nothing runs.
   *
   * @example
   * const pipeline = new Pipeline();
   * map((n) => n + 1, pipeline.queue({ name: 'numbers', from: [1] }));
   * pipeline.toMermaid().split('\n')[0]; // => 'flowchart LR'
   *
   * @throws {@link PipelineError} `invalid-argument`, `other-pipeline`
   */
  toMermaid(options?: RenderOptions): string {
    return toMermaid(this.graph, options);
  }

  /**
   * The pipeline as an SVG document. Nothing runs.
   *
   * @example
   * const pipeline = new Pipeline();
   * filter((n) => n > 1, pipeline.queue({ name: 'numbers', from: [1, 2] }));
   * const svg = await pipeline.toSvg({ queues: 'all' });
   * svg.includes('numbers'); // => true
   *
   * @throws {@link PipelineError} rejects: `invalid-argument`, `other-pipeline`; with a {@link SkorcheError}
   * `render-failed` when Graphviz can't draw it
   */
  toSvg(options?: RenderOptions): Promise<string> {
    return toSvg(this.graph, options);
  }

  /**
   * The graph as plain values, as graphology imports them. For `JSON.stringify(pipeline)`.
   *
   * @example
   * const pipeline = new Pipeline({ name: 'squares' });
   * pipeline.queue({ name: 'numbers' });
   * pipeline.toJSON().nodes.map(({ key }) => key); // => ['queue-1']
   */
  toJSON(): GraphJson {
    return toJson(this.graph);
  }

  /**
   * Writes a picture of the pipeline to a file, in the form that its extension says: `.svg`, `.dot` or
   * `.gv`, `.mmd` (Mermaid), `.json`. Nothing runs.
   *
   * @example
   * import { tmpdir } from 'node:os';
   *
   * const pipeline = new Pipeline();
   * filter((n) => n > 1, pipeline.queue({ name: 'numbers', from: [1, 2] }));
   * await pipeline.render(`${tmpdir()}/numbers.svg`);
   *
   * @throws {@link PipelineError} rejects: as {@link toSvg} does; `invalid-argument` for another extension; and as
   * `fs.writeFile` does
   */
  render(file: string | URL, options?: RenderOptions): Promise<void> {
    return render(this.graph, file, options);
  }

  /**
   * Runs the pipeline, once. Items begin to flow when the code that called has returned to the event
   * loop. Never throws: what is wrong rejects, with what ended the run: a {@link TaskError}, a
   * {@link WorkerError}, the reason of an abort, or another {@link SkorcheError}.
   *
   * @example
   * const pipeline = new Pipeline();
   * const doubled = map((n) => n * 2, pipeline.queue({ from: [1, 2] }));
   * const { nodes } = await pipeline.run({ signal: AbortSignal.timeout(60_000) });
   * nodes.map((node) => [node.in, node.out]); // => [[2, 2], [2, 2]]
   *
   * @throws {@link PipelineError} rejects, before anything has run: `already-run`, `cycle`, `invalid-argument`
   */
  run(options?: RunOptions): Run {
    return this.runWith(options);
  }

  /** Runs on another clock, and with other workers, than the system's. @internal */
  runWith(options?: RunOptions, clock?: Clock, places?: Places): Run {
    const run = begin(this.graph, this.hasRun, options, clock, places);
    this.#run ??= run;
    return run;
  }

  /**
   * Stops a run that is under way, if any, and resolves when it has worked off what was in. How the run ends is told
   * to those who await it.
   *
   * @example
   * const pipeline = new Pipeline();
   * const letters = pipeline.queue<string>();
   * const running = pipeline.run();
   * await pipeline.shutdown();
   * (await running).stopped; // => true
   *
   * @throws {@link PipelineError} rejects: `awaits-itself` to a task of the run, which would wait for itself
   */
  shutdown(): Promise<void> {
    return this.shutDown(() => {});
  }

  /** {@link shutdown}; then does `last`. @internal */
  shutDown(last: () => void): Promise<void> {
    return this.#run?.shutDown(last) ?? Promise.resolve().then(last);
  }

  /** Ends what waits at the queues of a pipeline that was never run, and never will be. @internal */
  retire(): void {
    if (this.hasRun) return;
    this.#isRetired = true;
    endAll(this.graph, {});
  }

  /** For `await using`: the same as {@link shutdown}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.shutdown();
  }
}
