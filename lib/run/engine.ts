import { setMaxListeners } from 'node:events';
import { sourceFailed } from '../errors.js';
import { stalled } from '../errors/pipelines.js';
import type { Clock } from '../clock.js';
import type { End } from '../flow/stage.js';
import { Scheduler } from '../loop/scheduler.js';
import { Tracer } from '../insight/trace/tracer.js';
import { inOrder } from '../graph/order.js';
import type { PipelineGraph } from '../graph/pipeline-graph.js';
import { Budget } from './budget.js';
import { Closings } from './closings.js';
import { checkLedger } from './ledger.js';
import { wire, type Network, type Node, type Surroundings } from './network.js';
import type { Places } from './places.js';
import { Pools, type PoolSizes } from './pools.js';
import { Observer } from './observer.js';
import { reportOf, type Report, type Snapshot } from './report.js';

/** What a run is told. */
export interface EngineOptions extends PoolSizes {
  readonly maxFailures?: number | undefined;
  readonly trace?: number | undefined;
}

/**
 * How far a run is. Of one that is stopped, the sources end when the loop comes to it (`stopping`), and what is in is
 * worked off (`draining`). One that is cut short goes on to `closing` as well, when the loop comes to it.
 */
type Phase = 'beginning' | 'flowing' | 'stopping' | 'draining' | 'cut' | 'closing' | 'over';

/**
 * One run of a graph, from wiring to settling. What can end it (the last output done, an error, an
 * abort, all outputs given up) may happen deep inside a loop: it is only noted there, and acted on
 * between loops, in {@link Engine.#settle}.
 */
export class Engine {
  readonly #clock: Clock;
  readonly #scheduler: Scheduler;
  readonly #aborter = new AbortController();
  readonly #network: Network;
  readonly #name: string;
  readonly #tracer: Tracer | undefined;
  readonly #pools: Pools;
  readonly #budget: Budget;
  /** Tells how it goes. */
  readonly observer: Observer;
  readonly #finished: (end: End) => void;
  readonly #begun: number;
  readonly #closings = new Closings();
  #duration: number | undefined;
  #phase: Phase = 'beginning';
  /** It was ended before its time, without an error: the report says so. */
  #isStopped = false;
  /** How it ends, as far as that is decided. */
  #outcome: End = {};
  /** Outputs and sinks not done yet, and those of them whose results are wanted. */
  #open: number;
  #wanted: number;

  constructor(
    graph: PipelineGraph,
    options: EngineOptions,
    clock: Clock,
    places: Places,
    finished: (end: End) => void,
  ) {
    this.#name = graph.getAttribute('name');
    this.#clock = clock;
    this.#finished = finished;
    this.#begun = clock.now();
    setMaxListeners(0, this.#aborter.signal); // every attempt with a timeout listens
    this.#scheduler = new Scheduler(
      clock,
      () => this.#settle(),
      (error) => this.fail(error),
    );
    const order = inOrder(graph);
    const site = { scheduler: this.#scheduler, fail: (error: unknown) => this.fail(error) };
    this.#budget = new Budget(options.maxFailures, site.fail);
    this.#pools = new Pools(options, places, site);
    const { trace } = options;
    this.#tracer = trace === undefined ? undefined : new Tracer(trace, () => this.#at);
    const surroundings: Surroundings = {
      ...site,
      signal: this.#aborter.signal,
      poolOf: (kind) => this.#pools.of(kind),
      inline: places.inline,
      tolerate: (failure) => this.#budget.spend(failure, this.#network.nodes),
    };
    this.#network = wire(graph, order, surroundings, this.#tracer);
    this.observer = new Observer(this.#network, this.#pools, this.#scheduler);
    this.#pools.open();
    this.#open = this.#wanted = this.#network.outputs.length + this.#network.drains.length;
    for (const { stage } of this.#network.nodes) stage.listen?.();
    clock.yield(() => this.#start());
  }

  fail(error: unknown): void {
    this.#cutShort({ error });
  }

  abort(reason?: unknown): void {
    if (this.#isEnding) return;
    this.#aborter.abort(reason);
    this.#cutShort({ error: this.#aborter.signal.reason });
  }

  stop(): void {
    if (this.#phase !== 'beginning' && this.#phase !== 'flowing') return;
    this.#phase = 'stopping';
    this.#isStopped = true;
    this.#scheduler.interrupt();
  }

  /** `later`, which comes only when the run is over; to a task that would wait for itself, `refusal` in its place. */
  guard<T>(later: Promise<T>, refusal: () => Error): Promise<T> {
    return this.#scheduler.calls.guard(later, refusal);
  }

  /** Nothing will happen any more: calls that are under way never end. */
  runDry(): void {
    const isWaiting = this.#network.nodes.some(({ site }) => site.account.active > 0);
    if (isWaiting) this.fail(stalled(this.#name, this.observer.rootsWhenDry().join(', ')));
  }

  snapshot(): Snapshot {
    return { at: this.#at, ...this.observer.look() };
  }

  report(): Report {
    return reportOf(this.#name, this.snapshot(), this.#isStopped, this.#pools, this.#tracer);
  }

  /** Milliseconds since it began; when it is over, those that it took. */
  get #at(): number {
    return this.#duration ?? this.#clock.now() - this.#begun;
  }

  /** Items begin to flow. */
  #start(): void {
    if (this.#phase === 'beginning') this.#phase = 'flowing';
    const { nodes, queues, outputs, drains } = this.#network;
    const done = (): void => this.#done();
    for (const drain of drains) drain.passTo({ next() {}, error() {}, complete: done });
    for (const { outlet } of queues) outlet.open();
    for (const { outlet } of outputs) outlet.open({ done, givenUp: () => this.#giveUp() });
    this.observer.begin();
    if (this.#phase === 'flowing') for (const node of nodes) this.#begin(node);
    this.#scheduler.open();
  }

  #begin({ site, stage }: Node): void {
    try {
      stage.start?.();
    } catch (error) {
      this.fail(sourceFailed(site.label, error));
    }
  }

  #stopSources(): void {
    this.#phase = 'draining';
    this.#closings.stop(this.#network.nodes, this.#clock);
    this.#scheduler.request();
  }

  #done(): void {
    this.#open--;
    this.#scheduler.request();
  }

  #giveUp(): void {
    this.#wanted--;
    if (this.#wanted > 0) this.#done();
    else this.#cutOff();
  }

  /** What is still to come is not wanted. */
  #cutOff(): void {
    this.#isStopped = true;
    this.#cutShort({});
  }

  #cutShort(outcome: End): void {
    if (this.#isEnding) return;
    this.#phase = 'cut';
    this.#outcome = outcome;
    this.#scheduler.halt();
  }

  get #isCut(): boolean {
    return this.#phase === 'cut';
  }

  /** Nothing can change how it ends. */
  get #isEnding(): boolean {
    return this.#isCut || this.#phase === 'closing' || this.#phase === 'over';
  }

  /** Between loops: is the run over? */
  #settle(): void {
    if (this.#phase === 'closing' || this.#phase === 'over') return;
    this.observer.note();
    if (this.#phase === 'stopping') this.#stopSources();
    if (!this.#isCut && this.#open > 0) return;
    // Branches behind an output that was given up may still be at work when all others are done.
    if (!this.#isCut && this.#network.outputs.some(({ channel }) => !channel.isEnded)) this.#cutOff();
    this.#close(this.#isCut);
  }

  #close(isCut: boolean): void {
    this.#phase = 'closing';
    if (isCut) {
      this.#aborter.abort(this.#outcome.error);
      this.#closings.discard(this.#network, this.#outcome);
    }
    this.#closings.add(this.#pools.close(isCut));
    this.#closings.whenClosed(this.#clock, () => this.#end());
  }

  #end(): void {
    this.#phase = 'over';
    this.#duration = this.#clock.now() - this.#begun;
    let end = this.#outcome;
    try {
      if (!('error' in end)) checkLedger(this.#network.nodes);
      const lost = this.#budget.check(this.#network.nodes);
      if (lost !== undefined && !('error' in end)) end = { error: lost };
    } catch (error) {
      end = { error };
    }
    this.observer.end();
    for (const { stage } of this.#network.nodes) stage.finish?.(end);
    for (const { outlet } of this.#network.queues) outlet.finish(end);
    this.#finished(end);
  }
}
