import { Observable } from '../rxjs.js';
import { checkDuration, checkFunction, checkKeys } from '../arguments.js';
import { awaitsItself, notStopped } from '../errors/pipelines.js';
import type { CallListener } from './observer.js';
import type { Report, Snapshot } from './report.js';

/**
 * A run under way: the promise of its report, and what can be asked of it meanwhile.
 *
 * @example
 * sink(async () => {}, queue({ name: 'numbers', from: [1, 2, 3] }));
 * const running = run();
 * running.snapshot().nodes.length; // => 2
 * const { stopped, verdict } = await running.stop();
 * stopped; // => true
 * console.log(verdict.sentence);
 */
export interface Run extends Promise<Report>, AsyncDisposable {
  /**
   * Every count as it stands now. Cheap, any time, also after the end.
   *
   * @example
   * sink(console.log, queue({ from: ['a', 'b'] }));
   * const running = run();
   * await running;
   * running.snapshot().nodes.map((node) => node.in); // => [2, 2]
   */
  snapshot(): Snapshot;
  /**
   * Every `interval` milliseconds, from when it is subscribed to, and once more at the end; then it completes,
   * however the run ended.
   *
   * @example
   * sink(console.log, queue({ from: ['a', 'b'] }));
   * const running = run({ interval: 1000 });
   * running.snapshots$.subscribe(({ at, verdict }) => console.log(at, verdict.sentence));
   * await running;
   */
  readonly snapshots$: Observable<Snapshot>;
  /**
   * In words: what each node does or waits for, what the run waits for as a whole, and the verdict.
   *
   * @example
   * queue({ name: 'orders' });
   * const running = run();
   * running.explain().includes('queue "orders" was never closed'); // => true
   * await running.stop();
   */
  explain(): string;
  /**
   * Tells `listener` of calls as they end, failed ones too, until the function returned is called: of a
   * thousand calls of each task a second at the most, those that are timed for `latency`. For exporters of histograms.
   * It is called in the midst of the work, and must be quick; what it throws ends the process, as what a subscriber
   * of `snapshots$` throws does.
   *
   * @example
   * const durations: number[] = [];
   * sink(console.log, queue({ from: ['a', 'b'] }));
   * const running = run();
   * const unlisten = running.listen((node, ms) => durations.push(ms));
   * await running;
   * unlisten();
   * durations.length; // => 2
   *
   * @throws `PipelineError` `invalid-argument`
   */
  listen(listener: CallListener): () => void;
  /**
   * Resolves when the run has ended, well or not. To wait for this is not to handle the run's failure: the
   * caller of `run()` still does.
   *
   * @example
   * sink(console.log, queue({ from: ['a', 'b'] }));
   * const running = run();
   * void running.ended.then(() => console.log(running.snapshot().verdict.sentence));
   * await running;
   */
  readonly ended: Promise<void>;
  /**
   * Sources end now, everything already in is worked off; the report says `stopped`. What is still in after `within`
   * milliseconds, from 0, is discarded: then the run is aborted, and rejects with an `AbortError`.
   *
   * @example
   * const orders = queue<string>();
   * await orders.put('a');
   * const { stopped } = await run().stop();
   * [stopped, orders.flush()]; // => [true, ['a']]
   *
   * @throws {@link PipelineError} `invalid-argument`
   */
  stop(options?: { readonly within?: number }): Promise<Report>;
  /**
   * Everything ends now: what is under way is discarded, the run rejects with `reason`, or else an `AbortError`.
   *
   * @example
   * queue({ name: 'orders' });
   * const running = run();
   * running.abort('enough');
   * await running.catch((reason) => reason); // => 'enough'
   */
  abort(reason?: unknown): void;
  /**
   * For `await using`: stops the run, if it still goes on, and waits until it has ended. Never rejects.
   *
   * @example
   * const orders = queue<string>();
   * {
   *   await using running = run();
   *   await orders.put('a');
   * }
   * orders.flush(); // => ['a']
   */
  [Symbol.asyncDispose](): Promise<void>;
}

/** What a run can be asked, by those who run it. */
export interface Controls {
  snapshot(): Snapshot;
  explain(): string;
  /** Calls `work` every `interval` milliseconds, until the function returned is called. */
  every(work: () => void): () => void;
  /** Tells of calls that are timed, until the function returned is called. */
  listen(listener: CallListener): () => void;
  stop(): void;
  abort(reason?: unknown): void;
  /** Calls `work` after `ms` milliseconds, until the function returned is called. */
  after(ms: number, work: () => void): () => void;
  /** Resolves when the run has ended, well or not. */
  readonly ended: Promise<void>;
  /** `later`, which comes only when the run is over; to a task that would wait for itself, `refusal` in its place. */
  guard<T>(later: Promise<T>, refusal: () => Error): Promise<T>;
}

/** A promise with controls. */
export class ActiveRun extends Promise<Report> implements Run {
  /** `then` gives plain promises. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }
  readonly #controls: Controls;
  readonly snapshots$ = new Observable<Snapshot>((subscriber) => {
    subscriber.add(this.#controls.every(() => subscriber.next(this.snapshot())));
    const end = (): void => {
      subscriber.next(this.snapshot());
      subscriber.complete();
    };
    void this.ended.then(end);
  });

  constructor(
    controls: Controls,
    begin: (resolve: (report: Report) => void, reject: (error: unknown) => void) => void,
  ) {
    super(begin);
    this.#controls = controls;
  }

  snapshot(): Snapshot {
    return this.#controls.snapshot();
  }

  listen(listener: CallListener): () => void {
    checkFunction('listen', 'listener', listener);
    return this.#controls.listen(listener);
  }

  get ended(): Promise<void> {
    return this.#controls.ended;
  }

  explain(): string {
    return this.#controls.explain();
  }

  stop(options: { readonly within?: number } = {}): Promise<Report> {
    checkKeys('stop', options, ['within']);
    const { within } = options;
    checkDuration('stop', 'within', within, 0);
    this.#controls.stop();
    if (within !== undefined) {
      const callOff = this.#controls.after(within, () => this.abort(notStopped(within)));
      void this.ended.then(callOff);
    }
    return this.#controls.guard(this, () => awaitsItself('stop'));
  }

  abort(reason?: unknown): void {
    this.#controls.abort(reason);
  }

  /** Stops the run, if it still goes on; then, when it has ended, does `last`. How it ended is told to those who await it. */
  shutDown(last: () => void): Promise<void> {
    this.#controls.stop();
    return this.#controls.guard(this.ended.then(last), () => awaitsItself('shutdown'));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.shutDown(() => {});
  }
}
