import type { Observer } from 'rxjs';
import { Audience } from './audience.js';
import type { QueueTrace } from '../../insight/trace/queue-trace.js';
import { Deque } from '../../loop/deque.js';
import type { Link } from './link.js';
import type { Pump } from '../../loop/pump.js';
import type { Scheduler } from '../../loop/scheduler.js';

/** Who fills a channel: told when there is no room, and when there is again. */
export interface Producer {
  hold(): void;
  release(): void;
  /** The channel has ended. */
  ended?(): void;
}

/** Takes an item on the spot, if it can, so that it needn't wait for its turn. */
export type TakeNow<T> = (item: T) => boolean;

/** Most items that wait in a queue whose capacity nobody gave. */
export const DEFAULT_CAPACITY = 64;
/** Most that such a queue grows to, where small, quick items fill packets. */
const MOST_CAPACITY = 8192;

/** How many more items may come: at least `wanted` if possible. Channels asked already don't answer again. */
type RoomFor = (wanted: number, asked: Set<Channel<any>>) => number;

/**
 * A queue while it runs: items come in at `next`, pass to whoever watches, and then either go
 * straight on into an op, or wait here for a pump (a task, an unbatch) to take them.
 *
 * RxJS pushes; the channel adds demand. It is *ready* while nothing holds it: a full line of waiting
 * items is one hold, every output of an op behind it that isn't ready is another. Producers that
 * start work on their own look at `isReady` before each start; what has started always lands.
 */
export class Channel<T> implements Observer<T> {
  capacity: number;
  /** Told about room. An op passes the word on to its own inputs; a pump is woken. */
  readonly #producers: Producer[] = [];
  readonly audience = new Audience<T>();
  /** Items that came in, that came when nobody wanted them any more, and that waited at the most. */
  entered = 0;
  discarded = 0;
  peak = 0;
  isEnded = false;
  /** No more items are wanted: what still comes is discarded, and counted. */
  isShut = false;

  readonly #waiting = new Deque<T>();
  readonly #isCapacityGiven: boolean;
  #holds = 0;
  #completed = 0;
  #isFull = false;
  #through: Observer<T> | undefined;
  #roomBehind: RoomFor = () => Infinity;
  #pump: Pump | undefined;
  #takeNow: TakeNow<T> | undefined;
  #link: Link | undefined;
  #trace: QueueTrace | undefined;
  #scheduler: Scheduler | undefined;
  #failed: (reason: unknown) => void = () => {};

  constructor(capacity?: number) {
    this.#isCapacityGiven = capacity !== undefined;
    this.capacity = capacity ?? DEFAULT_CAPACITY;
  }

  /** Makes room for `capacity` items at least, unless the capacity was given. */
  widen(capacity: number): void {
    if (this.#isCapacityGiven || capacity <= this.capacity) return;
    this.capacity = capacity;
    this.#releaseUnlessFull();
  }

  /**
   * How many more items may come in now. Where nothing much waits, the consumer keeps up, and a queue
   * whose capacity was not given grows towards `wanted`, up to {@link MOST_CAPACITY}.
   */
  roomFor(wanted: number, asked: Set<Channel<any>> = new Set()): number {
    if (this.#through !== undefined) return this.#roomBehind(wanted, asked);
    if (this.waiting * 4 <= this.capacity) this.widen(Math.min(wanted, MOST_CAPACITY));
    return Math.max(0, this.capacity - this.waiting);
  }

  /** What its capacity may grow to. */
  get mostCapacity(): number {
    return this.#isCapacityGiven ? this.capacity : MOST_CAPACITY;
  }

  get isReady(): boolean {
    return this.#holds === 0;
  }

  /** Now, as the run sees it. */
  get time(): number {
    return this.#scheduler!.time;
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

  /** Has `producer` told about room; the channel ends when all its producers have completed it. */
  filledBy(producer: Producer): void {
    this.#producers.push(producer);
  }

  /** Has a pump woken when there is room again. */
  filledByPump(pump: Pump): void {
    this.filledBy({ hold() {}, release: () => this.#scheduler!.wake(pump) });
  }

  /** Has some of its items followed. Then none is taken on the spot. */
  traceWith(trace: QueueTrace): void {
    this.#trace = trace;
    this.#takeNow = undefined;
    this.#link = undefined;
  }

  /** Joins the channel to a run. Exactly one of {@link passTo} and {@link keepFor} follows. */
  join(scheduler: Scheduler, failed: (reason: unknown) => void): void {
    this.#scheduler = scheduler;
    this.audience.join(scheduler, () => this.entered);
    this.#failed = failed;
  }

  /** Items go straight on into `through`; or, as a part of a line, into `link`. */
  passTo(through: Observer<T>, link?: Link): void {
    this.#through = through;
    this.#link = link;
  }

  /** Where items go straight on: how much room there is behind. */
  hasBehind(room: RoomFor): void {
    this.#roomBehind = room;
  }

  /** Items wait until `pump` takes them, or are taken on the spot where none waits; as a part of a line, by `link`. */
  keepFor(pump: Pump, takeNow?: TakeNow<T>, link?: Link): void {
    this.#pump = pump;
    this.#takeNow = takeNow;
    this.#link = link;
  }

  /** What goes on with its items as a part of a line, as long as nobody sees them here and none waits. */
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
    if (waiting.length >= this.capacity && !this.#isFull) {
      this.#isFull = true;
      this.hold();
    }
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
    if (this.#isFull) this.#releaseUnlessFull();
    return item;
  }

  #releaseUnlessFull(): void {
    if (!this.#isFull || this.#waiting.length >= this.capacity) return;
    this.#isFull = false;
    this.release();
  }

  complete(): void {
    if (this.isEnded || ++this.#completed < this.#producers.length) return;
    this.isEnded = true;
    for (const producer of this.#producers) producer.ended?.();
    if (this.#through !== undefined) this.#through.complete();
    else this.#scheduler!.wake(this.#pump!);
  }

  /** Whatever fails on the way fails the run. */
  error(reason: unknown): void {
    this.#failed(reason);
  }

  hold(): void {
    if (this.#holds++ === 0) for (const producer of this.#producers) producer.hold();
  }

  release(): void {
    if (--this.#holds === 0) for (const producer of this.#producers) producer.release();
  }

  /** Lets go of what waits, and of all that will come. Returns how many items waited. */
  shut(): number {
    this.isShut = true;
    const dropped = this.#waiting.clear();
    this.#releaseUnlessFull();
    return dropped;
  }

  /** Items that came in were not read after all: they count as discarded. */
  takeBack(count: number): void {
    this.entered -= count;
    this.discarded += count;
  }
}
