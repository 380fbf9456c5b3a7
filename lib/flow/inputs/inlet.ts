import type { Observable, Observer, Subscription } from 'rxjs';
import { sourceFailed, type PipelineError } from '../../errors.js';
import { queueClosed } from '../../errors/pipelines.js';
import type { Standing } from '../../insight/meter.js';
import type { Channel } from '../channel/channel.js';
import { Deque } from '../../loop/deque.js';
import { Pump } from '../../loop/pump.js';
import type { End, Site, Stage } from '../stage.js';

interface Waiting<T> {
  readonly item: T;
  /** A `put` that waits for room; absent once the item counts as in. */
  readonly settle?: { resolve(): void; reject(error: unknown): void };
}

/**
 * Where items are pushed into a pipeline from outside: by `put` and `next`, before and during the
 * run, or by a foreign Observable. `put` waits for room; `next` can't be made to wait, so its items
 * line up here without bound.
 */
export class Inlet<T> extends Pump implements Observer<T>, Stage {
  readonly #name: () => string;
  readonly #channel: Channel<T>;
  readonly #line = new Deque<Waiting<T>>();
  #site: Site | undefined;
  #isClosed = false;
  /** How the run ended, or, while it is ending, as far as that is known. */
  #end: End | undefined;
  #failure: { readonly reason: unknown } | undefined;
  #source$: Observable<T> | undefined;
  #subscription: Subscription | undefined;

  constructor(name: () => string, channel: Channel<T>) {
    super();
    this.#name = name;
    this.#channel = channel;
  }

  /** Whether no more will be taken in. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Whether anything was put in, or it was closed. */
  get isUsed(): boolean {
    return this.#isClosed || this.#line.length > 0;
  }

  /** Gives the inlet its place in a run; {@link listen} subscribes it to `source$`, {@link start} lets its items flow. */
  join(site: Site, source$?: Observable<T>): this {
    this.#site = site;
    this.meter = site.meter;
    this.#source$ = source$;
    site.account.read = this.#channel.accepted;
    this.#channel.filledByPump(this);
    return this;
  }

  override get standing(): Standing {
    if (!this.#channel.isReady && !this.#channel.isEnded) return 'blocked';
    if (this.#line.length > 0) return 'ready';
    return this.#isClosed ? 'done' : 'starved';
  }

  put(item: T): Promise<void> {
    if (this.#isClosed) return this.#refusal();
    if (this.#site === undefined && this.#channel.accepted < this.#channel.demand.capacity) {
      this.next(item);
      return Promise.resolve();
    }
    const put = new Promise<void>((resolve, reject) =>
      this.#line.push({ item, settle: { resolve, reject } }),
    );
    put.catch(() => {}); // only the end of the run rejects it, which the run itself tells
    this.#wake();
    return put;
  }

  next(item: T): void {
    if (this.#end !== undefined) {
      if (this.#site === undefined) return;
      this.#site.account.read++;
      return this.#channel.turnAway();
    }
    if (this.#isClosed) throw this.#closed();
    const channel = this.#channel;
    channel.accepted++;
    if (channel.accepted > channel.peak) channel.peak = channel.accepted;
    if (this.#site !== undefined) this.#site.account.read++;
    this.#line.push({ item });
    this.#wake();
  }

  error(reason: unknown): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#failure = { reason };
    this.#wake();
  }

  complete(): void {
    this.#isClosed = true;
    this.#wake();
  }

  /** A hot Observable doesn't wait until items flow. */
  listen(): void {
    try {
      this.#subscription = this.#source$?.subscribe(this);
    } catch (error) {
      this.error(error); // unless it has ended, and throws only when it is closed
    }
  }

  start(): void {
    this.#wake();
  }

  pump(): void {
    const { scheduler, account, fail } = this.#site!;
    while (this.#line.length > 0 && this.#channel.isReady) {
      if (scheduler.isSpent()) return scheduler.wake(this);
      const { item, settle } = this.#line.shift();
      if (settle === undefined) this.#channel.accepted--;
      else account.read++;
      this.#channel.next(item);
      settle?.resolve();
    }
    if (this.#failure !== undefined) fail(sourceFailed(this.#name(), this.#failure.reason));
    else if (this.#isClosed && this.#line.length === 0) this.#channel.complete();
  }

  stop(end: End = {}): void {
    try {
      this.#subscription?.unsubscribe();
    } catch {
      // A source that fails to close has nothing left to give: the run ends as it would have.
    }
    this.#end ??= end;
    this.#isClosed = true;
    const kept: Waiting<T>[] = [];
    while (this.#line.length > 0) {
      const waiting = this.#line.shift();
      if (waiting.settle === undefined) kept.push(waiting);
      else waiting.settle.reject(this.#closed());
    }
    for (const waiting of kept) this.#line.push(waiting);
    this.#wake();
  }

  /** The run has ended. */
  finish(end: End): void {
    this.#end = end;
  }

  get puts(): number {
    return this.#line.length - this.#channel.accepted;
  }

  get held(): number {
    return this.#channel.accepted;
  }

  abandon(end: End): void {
    this.#end = end; // what its source still gives while it is closed comes too late
    this.stop();
    this.#channel.accepted = 0;
    this.#line.clear();
  }

  #wake(): void {
    this.#site?.scheduler.wake(this);
  }

  #closed(): PipelineError {
    return queueClosed(this.#name(), this.#end);
  }

  #refusal(): Promise<never> {
    const refusal = Promise.reject(this.#closed());
    if (this.#end !== undefined) refusal.catch(() => {}); // the end of the run is told by the run itself
    return refusal;
  }
}
