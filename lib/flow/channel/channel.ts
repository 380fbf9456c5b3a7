import type { Observer } from 'rxjs';
import { Audience } from './audience.js';
import { Demand } from './demand.js';
import type { QueueTrace } from '../../insight/trace/queue-trace.js';
import { Deque } from '../../loop/deque.js';
import type { Link } from './link.js';
import { WokenPump } from './woken-pump.js';
import type { Pump } from '../../loop/pump.js';
import type { Scheduler } from '../../loop/scheduler.js';

const nobody = (): void => {};

/** Takes an item on the spot, if it can, so that it needn't wait for its turn. */
export type TakeNow<T> = (item: T) => boolean;

/**
 * A queue while it runs: items come in at `next`, are shown to subscribers, and then either go
 * straight on into an op, or wait here for a pump (a task, an unbatch) to take them. It moves items and
 * counts them; whether more may come is its {@link Demand}'s to know.
 */
export class Channel<T> implements Observer<T> {
  readonly demand: Demand;
  readonly audience: Audience<T> = new Audience<T>(this);
  /** Items that came in, that came when none was wanted any more, and that waited at the most. */
  entered = 0;
  discarded = 0;
  peak = 0;
  /** Items that were put in, and wait for the run to take them on. */
  accepted = 0;
  isEnded = false;
  /** No more items are wanted: what still comes is discarded, and counted. */
  isShut = false;
  /** Nothing goes straight on from here, nor is taken on the spot: items always wait. */
  endsRow = false;

  readonly #waiting = new Deque<T>();
  #through: Observer<T> | undefined;
  #ahead: Channel<T> | undefined;
  #pump: Pump | undefined;
  #takeNow: TakeNow<T> | undefined;
  #link: Link | undefined;
  #trace: QueueTrace | undefined;
  #scheduler: Scheduler | undefined;
  #failed: (reason: unknown) => void = nobody;

  constructor(capacity?: number) {
    this.demand = new Demand(capacity);
  }

  get isReady(): boolean {
    return this.demand.isReady;
  }

  /** Now, as the run sees it. */
  get time(): number {
    return this.#scheduler!.time;
  }

  /** `later`, which comes only when the run is over; to a task that would wait for itself, `refusal` in its place. */
  guard<R>(later: Promise<R>, refusal: () => Error): Promise<R> {
    return this.#scheduler?.calls.guard(later, refusal) ?? later;
  }

  /** Items that wait for the consumer. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Items that the consumer has taken. */
  get left(): number {
    return this.entered - this.#waiting.length;
  }

  /** Nothing waits, and nothing will come. */
  get isDrained(): boolean {
    return this.isEnded && this.#waiting.length === 0;
  }

  /** Wakes `pump` when there is room again. */
  filledByPump(pump: Pump): void {
    this.demand.filledBy(new WokenPump(pump, this.#scheduler!));
  }

  /** Traces some of its items. Then none is taken on the spot. */
  traceWith(trace: QueueTrace): void {
    this.#trace = trace;
    this.#takeNow = undefined;
    this.#link = undefined;
  }

  /** Joins the channel to a run. Exactly one of {@link passTo} and {@link keepFor} follows. */
  join(scheduler: Scheduler, failed: (reason: unknown) => void): void {
    this.#scheduler = scheduler;
    this.audience.join(scheduler);
    this.#failed = failed;
  }

  /** Items go straight on into `through`; or, as a part of a line, into `link`. Where a row ends, by `ahead`. */
  passTo(through: Observer<T>, link?: Link): void {
    if (this.#ahead !== undefined) return this.#ahead.passTo(through);
    this.#through = through;
    this.#link = link;
  }

  /** Items wait until `relay` has them go on, in `ahead`: comes before {@link passTo}. */
  relayBy(relay: Pump, ahead: Channel<T>): void {
    this.keepFor(relay);
    this.#ahead = ahead;
  }

  /** Items wait until `pump` takes them, or are taken on the spot where none waits; as a part of a line, by `link`. */
  keepFor(pump: Pump, takeNow?: TakeNow<T>, link?: Link): void {
    this.demand.waitsFor(this);
    this.#pump = pump;
    if (this.endsRow) return;
    this.#takeNow = takeNow;
    this.#link = link;
  }

  /** What goes on with its items as a part of a line, as long as none is shown, kept or waits here. */
  get link(): Link | undefined {
    return this.audience.isThere || this.isShut || this.#waiting.length > 0 ? undefined : this.#link;
  }

  /** An item has come too late. */
  turnAway(): void {
    this.discarded++;
  }

  next(item: T): void {
    if (this.isShut) return this.turnAway();
    this.entered++;
    if (this.audience.isThere) this.audience.show(item);
    if (this.#through !== undefined) {
      if (this.#trace === undefined) this.#through.next(item);
      else this.#follow(item, this.#trace, this.#through);
      return;
    }
    const waiting = this.#waiting;
    if (waiting.length === 0 && this.#takeNow !== undefined && this.#takeNow(item)) return;
    this.#trace?.waits();
    waiting.push(item);
    if (waiting.length > this.peak) this.peak = waiting.length;
    this.demand.level(waiting.length);
    this.#scheduler!.wake(this.#pump!);
  }

  #follow(item: T, trace: QueueTrace, through: Observer<T>): void {
    trace.passes();
    through.next(item);
    trace.passed();
  }

  /** The item that has waited longest. Only while some wait. */
  take(): T {
    const item = this.#waiting.shift();
    this.#trace?.taken();
    this.demand.level(this.#waiting.length);
    return item;
  }

  /** Passes the item that has waited longest into `through`. */
  passTaken(through: Observer<T>): void {
    through.next(this.take());
    this.#trace?.passed();
  }

  /** One of its producers gives nothing more: the last of them ends it. */
  complete(): void {
    if (this.isEnded || !this.demand.completed()) return;
    this.isEnded = true;
    this.demand.ended();
    if (this.#through !== undefined) this.#through.complete();
    else this.#scheduler!.wake(this.#pump!);
  }

  /** A failure on the way fails the run. */
  error(reason: unknown): void {
    this.#failed(reason);
  }

  /** Lets go of what waits, and of all that will come. Returns how many items waited. */
  shut(): number {
    this.isShut = true;
    const dropped = this.#waiting.clear();
    this.demand.level(0);
    return dropped;
  }

  /** Items that came in were not read after all: they count as discarded. */
  takeBack(count: number): void {
    this.entered -= count;
    this.discarded += count;
  }
}
