import type { Observer } from 'rxjs';
import { Meter } from '../../insight/meter.js';
import type { Channel } from '../channel/channel.js';
import { awaitsItself } from '../../errors/pipelines.js';
import { Reader, type Feeder } from './reader.js';

/** What an outlet tells its run. */
export interface OutletEvents {
  /** Everything has come, and been read. */
  done(): void;
  /** All readers have left. */
  givenUp(): void;
}

/** The readers of most queues: shared. */
const NOBODY: ReadonlySet<never> = new Set();

/** Items flow while it is `open`; `complete`: all have come; `done`: all were read, or none is wanted; `over`: so is the run. */
type Phase = 'declared' | 'open' | 'complete' | 'done' | 'over';

/**
 * The end of an output queue. No reader when items begin to flow: it keeps them, for `flush()`
 * and `toArray()`. Subscribers: it streams. Readers: it streams as fast as the slowest of them reads.
 */
export class Outlet<T> implements Observer<T>, Feeder<T> {
  readonly #channel: Channel<T>;
  #readers: ReadonlySet<Reader<T>> = NOBODY;
  #events: OutletEvents | undefined;
  #subscribers = 0;
  /** Items, from the first, that some reader who left has had. */
  #had = 0;
  #phase: Phase = 'declared';
  /** `toArray()` was asked for: what comes is kept, even if others take it. */
  #isWanted = false;
  #end: { readonly error?: unknown } | undefined;
  /** Of what is kept, how much was flushed but must stay for `toArray()`. */
  #flushed = 0;
  /** Of an output: how long its readers had enough and held it up, or had all that was still to be read. */
  #meter: Meter | undefined;
  #holds = 0;
  /** Told how the run has ended: by `toArray()`. */
  #settle: ((end: { readonly error?: unknown }) => void) | undefined;
  #settled: Promise<void> | undefined;

  constructor(channel: Channel<T>) {
    this.#channel = channel;
  }

  /** Its readers' time counts from `now` on. */
  begin(now: number): void {
    this.#meter = new Meter();
    this.#meter.begin(now);
  }

  /** Milliseconds until `now` in which its readers held it up. */
  blocked(now: number): number {
    return this.#meter?.read(now).blocked ?? 0;
  }

  /** Items that wait to be read, if anybody does. */
  get waiting(): number | undefined {
    return this.hasReaders ? this.unread : undefined;
  }

  /** Items that wait to be read. What was collected is out: for who comes for it when no more does, nothing waits. */
  get unread(): number {
    let most = 0;
    if (!this.#isFlowing) return most;
    for (const reader of this.#readers) most = Math.max(most, reader.unread);
    return most;
  }

  get capacity(): number {
    return this.#channel.demand.capacity;
  }

  /** Items that wait for `flush()`. */
  get collected(): number {
    return this.#events === undefined ? 0 : (this.#channel.audience.kept?.length ?? 0) - this.#flushed;
  }

  /** How the run has ended, if it has. */
  get end(): { readonly error?: unknown } | undefined {
    return this.#end;
  }

  /** Something may still come to be read. */
  get #isFlowing(): boolean {
    return this.#phase === 'open' || this.#phase === 'complete';
  }

  get hasReaders(): boolean {
    return this.#readers.size > 0;
  }

  /** Items begin to flow: decides whether they are kept. A queue that something reads has no events. */
  open(events?: OutletEvents): void {
    this.#phase = 'open';
    this.#events = events;
    const isDeserted = events !== undefined && this.#subscribers === 0 && this.#readers.size === 0;
    if (this.#isWanted || isDeserted) this.#channel.audience.kept = [];
  }

  next(item: T): void {
    if (this.#readers.size === 0) return;
    for (const reader of this.#readers) reader.push(item);
    this.#channel.peak = Math.max(this.#channel.peak, this.unread);
  }

  error(): void {}

  complete(): void {
    if (this.#phase !== 'open') return; // it was given up
    this.#phase = 'complete';
    if (this.unread > 0) this.#meter?.becomes(this.#channel.time, 'blocked');
    this.settle();
  }

  /** Tells the run when everything has come and been read. */
  settle(): void {
    if (this.#phase !== 'complete' || this.#events === undefined || this.unread > 0) return;
    this.#phase = 'done';
    this.#meter?.becomes(this.#channel.time, 'done');
    this.#events.done();
  }

  hold(): void {
    if (this.#holds++ === 0) this.#meter?.becomes(this.#channel.time, 'blocked');
    this.#channel.demand.hold();
  }

  release(): void {
    if (--this.#holds === 0 && this.#phase === 'open') this.#meter?.becomes(this.#channel.time, 'starved');
    this.#channel.demand.release();
  }

  subscribed(): void {
    this.#subscribers++;
  }

  unsubscribed(): void {
    this.#subscribers--;
    this.#had = this.#channel.entered;
    this.#giveUpIfDeserted();
  }

  read(): Reader<T> {
    const reader = new Reader<T>(this);
    const collected = this.#channel.audience.kept?.slice(this.#flushed) ?? [];
    if (!this.#isWanted) this.#channel.audience.kept = undefined;
    this.#readers = new Set([...this.#readers, reader]);
    for (const item of collected) reader.push(item);
    if (this.#end !== undefined) reader.finish(this.#end);
    return reader;
  }

  leave(reader: Reader<T>, unread: number): void {
    if (!this.#readers.has(reader)) return;
    this.#readers = new Set([...this.#readers].filter((other) => other !== reader));
    this.#had = Math.max(this.#had, this.#channel.entered - unread);
    if (this.#isDeserted && this.#isFlowing) this.#takeBack();
    this.#giveUpIfDeserted();
    this.settle();
  }

  flush(): T[] {
    const kept = this.#channel.audience.kept ?? [];
    const fresh = kept.slice(this.#flushed);
    if (this.#isWanted) this.#flushed = kept.length;
    else kept.length = 0;
    return fresh;
  }

  /** Everything, when the run has ended; `false` where items have gone by already and were not kept. */
  toArray(): Promise<T[]> | false {
    const channel = this.#channel;
    if (channel.audience.kept === undefined && (channel.entered > 0 || channel.isShut)) return false;
    this.#isWanted = true;
    if (this.#phase !== 'declared') channel.audience.kept ??= [];
    const all = this.#over.then(() => [...(channel.audience.kept ?? [])]);
    all.catch(() => {});
    return channel.guard(all, () => awaitsItself('toArray'));
  }

  get #over(): Promise<void> {
    if (this.#settled !== undefined) return this.#settled;
    this.#settled = new Promise((resolve, reject) => {
      this.#settle = (end) => ('error' in end ? reject(end.error) : resolve());
    });
    this.#settled.catch(() => {}); // the run tells of its failure, even if none waits here
    if (this.#end !== undefined) this.#settle!(this.#end);
    return this.#settled;
  }

  /** The run is cut short: what is unread is discarded. What is collected stays. */
  abandon(): void {
    if (!this.#isFlowing) return;
    const { entered, audience } = this.#channel;
    if (this.#subscribers > 0 || audience.kept !== undefined) this.#had = entered;
    for (const reader of this.#readers) this.#had = Math.max(this.#had, entered - reader.drop());
    this.#takeBack();
    this.#phase = 'done';
  }

  /** The run has ended, and so do its readers. */
  finish(end: { readonly error?: unknown }): void {
    this.#phase = 'over';
    this.#end = end;
    for (const reader of this.#readers) reader.finish(end);
    this.#channel.audience.end(end);
    this.#settle?.(end);
  }

  /** None is there to have its items. */
  get #isDeserted(): boolean {
    return this.#subscribers === 0 && this.#readers.size === 0 && this.#channel.audience.kept === undefined;
  }

  /** What nobody has had is discarded. */
  #takeBack(): void {
    this.#channel.takeBack(this.#channel.entered - this.#had);
  }

  #giveUpIfDeserted(): void {
    if (this.#events === undefined || !this.#isFlowing || !this.#isDeserted) return;
    this.#phase = 'done';
    this.#channel.shut();
    this.#events.givenUp();
  }
}
