import { neverRun, nothingDeclared } from '../errors/testing.js';
import type { Pipeline } from '../pipeline.js';
import { Queue } from '../queue.js';
import type { Run } from '../run/active-run.js';
import type { Places } from '../run/places.js';
import type { RunOptions } from '../run/run.js';
import type { Plans } from './plans.js';
import type { VirtualRunOptions } from './virtual.js';
import type { VirtualTime } from './virtual-time.js';
import { virtualWorkers } from './workers.js';

/** Workers of each kind, on every machine. */
const WORKERS = 2;

/** The runs of a test, and how they end. */
export class Runs {
  readonly pipeline: Pipeline;
  readonly #time: VirtualTime;
  readonly #plans: Plans;
  readonly #places: Places;
  readonly #runs: Run[] = [];
  readonly #ended = new Set<Run>();
  /** What the test expects something of. */
  readonly #expected = new Set<Queue<unknown>>();
  /** Why the run failed that the test did not begin, and so can't have looked at. */
  #failure: { readonly error: unknown } | undefined;

  constructor(time: VirtualTime, plans: Plans, pipeline: Pipeline) {
    this.pipeline = pipeline;
    this.#time = time;
    this.#plans = plans;
    this.#places = {
      threads: virtualWorkers('threads', time, plans),
      processes: virtualWorkers('processes', time, plans),
      inline: (fn, task) => plans.around(fn, task),
    };
  }

  begin({ pipeline, ...options }: VirtualRunOptions = {}): Run {
    if (pipeline === undefined && this.pipeline.graph.order === 0) throw nothingDeclared();
    return this.#begin(pipeline ?? this.pipeline, options);
  }

  #begin(pipeline: Pipeline, options: RunOptions): Run {
    const given = { threads: WORKERS, processes: WORKERS, ...options };
    const run = pipeline.runWith(given, this.#time, this.#places);
    this.#runs.push(run);
    const ended = (): unknown => this.#ended.add(run);
    run.then(ended, ended); // what the test expects of its outputs tells how
    this.#plans.begun(pipeline.graph);
    return run;
  }

  beginUnlessBegun(): void {
    if (this.#runs.length > 0) return;
    this.#begin(this.pipeline, {}).catch((error: unknown) => (this.#failure = { error }));
  }

  /** Something is expected of `observable`, which may be a queue. */
  expects(observable: unknown): void {
    if (observable instanceof Queue) this.#expected.add(observable);
  }

  get first(): Run {
    return this.#runs[0]!;
  }

  /** What those wait for that go on. */
  explain(): string {
    return this.#open.map((run) => run.explain()).join('\n');
  }

  /** @throws why a run failed whose failure was not handled */
  check(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  /** @throws AssertionError when something is expected of a queue whose pipeline was not run */
  checkExpected(): void {
    for (const { name, pipeline } of this.#expected) {
      if (pipeline.hasRun) continue;
      throw neverRun(name, pipeline.name);
    }
  }

  /** Ends those that go on. */
  async end(): Promise<void> {
    for (const run of this.#open) run.abort();
    await this.#time.pass(
      () => this.#open.length === 0,
      () => this.explain(),
    );
  }

  get #open(): Run[] {
    return this.#runs.filter((run) => !this.#ended.has(run));
  }
}
