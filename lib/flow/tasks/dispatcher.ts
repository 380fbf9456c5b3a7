import { Attempt, isThenable, TimeoutError } from '../../executors/attempt.js';
import type { Inline } from '../../executors/inline.js';
import type { Link, Step } from '../channel/link.js';
import { Line } from '../channel/line.js';
import { Slot } from './slot.js';
import type { Helper } from '../../loop/share-out.js';
import type { Site } from '../stage.js';
import { AsTheyCome } from './landing.js';
import { TimeLimit } from './time-limit.js';
import { TaskStage, type Dispatch } from './task-stage.js';

/** Milliseconds of a call that is not worth waiting for a turn of its own. */
const QUICK = 0.02;
/** Calls to be timed that are worth one, all the same. */
const SOME = 16;

/**
 * Runs a task's function on this thread: `mergeMap` with demand. A call that returns a plain value has
 * landed at once; one that returns a thenable keeps its slot until that settles.
 */
export class Dispatcher<In, Out> extends TaskStage<In, Out> implements Link, Helper {
  readonly #fn: Inline<In, Out>;
  readonly step: Step;
  readonly #isPlain: boolean;
  /** What a call gives goes on at once, and nobody asks after the call. */
  readonly #isDirect: boolean;
  /** The turn of another in which it takes items on the spot, and how many it had taken before. */
  #turn = -1;
  #before = 0;
  /** The calls that are made on the spot with an item, its own first. */
  #line: Line | undefined;
  readonly #free: Slot<In, Out>[] = [];
  /** When the calls under way began that are timed. A field of the slot would cost every call: a number of its own. */
  readonly #since = new Map<Slot<In, Out>, number>();
  readonly #limit: TimeLimit<Slot<In, Out>> | undefined;

  constructor(fn: Inline<In, Out>, dispatch: Dispatch, site: Site) {
    super(dispatch, site);
    this.#fn = fn;
    this.step = { fn, input: this.input, output: this.output, sieve: undefined, link: this };
    const { timeout } = dispatch;
    if (timeout !== undefined)
      this.#limit = new TimeLimit(timeout, site.scheduler.clock, (slot, error) => this.#late(slot, error));
    this.#isPlain = !dispatch.context && timeout === undefined;
    this.#isDirect = this.#isPlain && this.landing instanceof AsTheyCome && site.trace === undefined;
    if (this.#isDirect && site.failures === undefined) this.input.keepFor(this, this.#takeNow, this);
  }

  get handed(): number {
    return this.input.left - this.#before;
  }

  get msAnItem(): number {
    return this.site.latency.lately;
  }

  /**
   * Quick calls are made where their items come from, without a turn of their own: a chain of them is one
   * loop. Not where it is time to time some, and not where nobody is there to look at the clock.
   */
  readonly #takeNow = (item: In): boolean => {
    if (this.#line?.stretch !== this.site.scheduler.stretch) {
      if (!this.mayHelp(1)) return false;
      this.#line = new Line(this, this.site.scheduler);
    }
    return this.#line.take(item);
  };

  mayHelp(coming = 0): boolean {
    const { scheduler, latency, account } = this.site;
    const { turn, time } = scheduler;
    if (turn === 0 || latency.lately > QUICK || account.active > 0 || this.isResting) return false;
    if (turn === this.#turn) return true;
    if (latency.allowance.at(time) >= SOME) return false;
    this.#turn = turn;
    this.#before = this.input.left - coming;
    scheduler.helped(this);
    return true;
  }

  pump(): void {
    const { scheduler, account, latency } = this.site;
    const { concurrency } = this.dispatch;
    this.landing.release();
    const timed = latency.allowance.at(scheduler.time);
    if (timed > 0) this.#beginTimed(timed);
    while (account.active < concurrency && this.hasNext) {
      if (scheduler.isSpent()) return scheduler.wake(this);
      if (this.#isDirect && this.isFresh) this.#pass(this.input.take());
      else this.#begin(this.next() as Slot<In, Out>);
    }
    this.endIfDone();
  }

  protected override job(item: In, ticket: number): Slot<In, Out> {
    const slot = this.#free.pop();
    if (slot === undefined) return new Slot(item, ticket, this);
    slot.item = item;
    slot.ticket = ticket;
    return slot;
  }

  /** Makes a call that needs a slot only if it gives a promise, or fails. */
  #pass(item: In): void {
    const fn = this.#fn;
    let result: Out | PromiseLike<Out>;
    let isPromised: boolean;
    try {
      result = fn(item);
      isPromised = isThenable(result);
    } catch (error) {
      return this.threw(item, error);
    }
    if (isPromised) this.promised(item, result as PromiseLike<Out>);
    else this.output.next(result as Out);
  }

  #begin(slot: Slot<In, Out>): void {
    const fn = this.#fn;
    let result: Out | PromiseLike<Out>;
    let isPromised: boolean;
    try {
      result = this.#isPlain ? fn(slot.item) : this.#call(slot);
      isPromised = isThenable(result);
    } catch (error) {
      const late = TimeoutError.is(error) ? error : undefined;
      this.#end(slot, late);
      return this.failed(slot, error, late && 'task-timeout');
    }
    if (isPromised) this.#await(slot, result as PromiseLike<Out>);
    else this.#land(slot, result as Out);
  }

  threw(item: In, error: unknown): void {
    this.site.scheduler.stretch++; // it may be that no more are taken up
    this.failed(this.job(item, 0), error);
  }

  promised(item: In, result: PromiseLike<Out>): void {
    this.site.scheduler.stretch++;
    this.#await(this.job(item, 0), result);
  }

  #await(slot: Slot<In, Out>, result: PromiseLike<Out>): void {
    this.site.account.active++;
    this.site.scheduler.awaits();
    // A thenable that isn't a Promise may throw, or call back twice: adopting it takes that away.
    void Promise.resolve(result).then(slot.landed, slot.failed);
  }

  /** A call that is told its context, or has a timeout. */
  #call(slot: Slot<In, Out>): Out | PromiseLike<Out> {
    const { signal, label } = this.site;
    const fn = this.#fn;
    if (this.dispatch.context)
      slot.told = new Attempt(signal, label, slot.attempt, this.#limit !== undefined);
    const call = (): Out | PromiseLike<Out> => (slot.told ? fn(slot.item, slot.told.context) : fn(slot.item));
    return this.#limit === undefined ? call() : this.#limit.call(slot, call);
  }

  landed(slot: Slot<In, Out>, result: Out): void {
    if (this.isOver || slot.isLate) return;
    this.#settled();
    this.#land(slot, result);
  }

  missed(slot: Slot<In, Out>, error: unknown): void {
    if (this.isOver || slot.isLate) return;
    this.#settled();
    this.#end(slot);
    this.failed(slot, error);
  }

  #late(slot: Slot<In, Out>, error: TimeoutError): void {
    slot.isLate = true;
    this.#settled();
    const { item, ticket, attempt } = slot;
    this.#end(slot, error);
    this.failed(Object.assign(new Slot(item, ticket, this), { attempt }), error, 'task-timeout');
  }

  #settled(): void {
    this.site.account.active--;
    this.site.scheduler.wake(this);
  }

  #land(slot: Slot<In, Out>, result: Out): void {
    const { ticket } = slot;
    this.#end(slot);
    slot.item = undefined as In; // it may be large, and the slot is kept
    slot.attempt = 1;
    this.#free.push(slot);
    this.landing.land(ticket, result);
  }

  /** The call is over: so are its signal and its timeout. */
  #end(slot: Slot<In, Out>, late?: TimeoutError): void {
    if (slot.isTimed) this.#time(slot);
    this.site.trace?.worked(slot.ticket, slot.attempt);
    if (this.#isPlain) return;
    slot.told?.end(late);
    this.#limit?.end(slot);
    slot.told = undefined;
  }

  /** Begins up to `most` calls, and times them: apart from the others, which then cost nothing more. */
  #beginTimed(most: number): void {
    const { scheduler, account, latency } = this.site;
    let begun = 0;
    while (begun < most && account.active < this.dispatch.concurrency && this.hasNext) {
      if (scheduler.isSpent()) break;
      const slot = this.next() as Slot<In, Out>;
      slot.isTimed = true;
      this.#since.set(slot, scheduler.clock.now());
      this.#begin(slot);
      begun++;
    }
    latency.allowance.spend(begun, scheduler.time);
  }

  #time(slot: Slot<In, Out>): void {
    this.site.latency.record(this.site.scheduler.clock.now() - this.#since.get(slot)!);
    this.#since.delete(slot);
    slot.isTimed = false;
  }

  override abandon(): void {
    for (const slot of this.#limit?.running ?? []) this.#end(slot);
    super.abandon();
  }
}
