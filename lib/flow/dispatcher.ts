import { Attempt, isThenable, TimeoutError } from '../executors/attempt.js';
import type { Inline } from '../executors/inline.js';
import { BURST } from '../insight/latency.js';
import type { Site } from './stage.js';
import { Job, TaskStage, type Dispatch } from './task-stage.js';

/** A place for one call under way, used again and again: an item costs no closure. */
class Slot<In, Out> extends Job<In> {
  readonly landed: (result: Out) => void;
  readonly failed: (error: unknown) => void;
  /** What the call was told, if it asked. */
  told: Attempt | undefined;
  /** Ends its timeout. */
  callOff: (() => void) | undefined;
  /** Its call took too long: what still comes of it is nobody's. */
  isLate = false;
  /** Its call is timed. */
  isTimed = false;

  constructor(item: In, ticket: number, dispatcher: Dispatcher<In, Out>) {
    super(item, ticket);
    this.landed = (result) => dispatcher.landed(this, result);
    this.failed = (error) => dispatcher.missed(this, error);
  }
}

/**
 * Runs a task's function on this thread: `mergeMap` with demand. A call that returns a plain value has
 * landed at once; one that returns a thenable keeps its slot until that settles.
 */
export class Dispatcher<In, Out> extends TaskStage<In, Out> {
  readonly #fn: Inline<In, Out>;
  readonly #isPlain: boolean;
  readonly #free: Slot<In, Out>[] = [];
  /** When the calls under way began that are timed. A field of the slot would cost every call: a number of its own. */
  readonly #since = new Map<Slot<In, Out>, number>();
  /** Calls that have a timeout running. */
  readonly #timed = new Set<Slot<In, Out>>();

  constructor(fn: Inline<In, Out>, dispatch: Dispatch, site: Site) {
    super(dispatch, site);
    this.#fn = fn;
    this.#isPlain = !dispatch.context && dispatch.timeout === undefined;
  }

  pump(): void {
    const { scheduler, account, latency } = this.site;
    const { concurrency } = this.dispatch;
    this.landing.release();
    if (latency.isDue(scheduler.time)) this.#beginTimed();
    while (account.active < concurrency && this.hasNext) {
      if (scheduler.isSpent()) return scheduler.wake(this);
      this.#begin(this.next() as Slot<In, Out>);
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

  #begin(slot: Slot<In, Out>): void {
    const fn = this.#fn;
    let result: Out | PromiseLike<Out>;
    let isPromised: boolean;
    try {
      result = this.#isPlain ? fn(slot.item) : this.#call(slot);
      isPromised = isThenable(result);
    } catch (error) {
      this.#end(slot);
      return this.failed(slot, error);
    }
    if (!isPromised) return this.#land(slot, result as Out);
    this.site.account.active++;
    // A thenable that isn't a Promise may throw, or call back twice: adopting it takes that away.
    const promise = result instanceof Promise ? result : Promise.resolve(result);
    promise.then(slot.landed, slot.failed);
  }

  /** A call that is told its context, or has a timeout. */
  #call(slot: Slot<In, Out>): Out | PromiseLike<Out> {
    const { context, timeout } = this.dispatch;
    const { signal, label, scheduler } = this.site;
    const fn = this.#fn;
    if (context) slot.told = new Attempt(signal, label, slot.attempt, timeout !== undefined);
    const result = slot.told ? fn(slot.item, slot.told.context) : fn(slot.item);
    if (timeout !== undefined && isThenable(result)) {
      this.#timed.add(slot);
      slot.callOff = scheduler.clock.after(timeout, () => this.#late(slot, new TimeoutError(timeout)));
    }
    return result;
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
    if (this.#isPlain) return;
    slot.told?.end(late);
    slot.callOff?.();
    slot.told = slot.callOff = undefined;
    this.#timed.delete(slot);
  }

  /** Begins some calls, and times them: apart from the others, which then cost nothing more. */
  #beginTimed(): void {
    const { scheduler, account, latency } = this.site;
    let begun = 0;
    while (begun < BURST && account.active < this.dispatch.concurrency && this.hasNext) {
      if (scheduler.isSpent()) break;
      const slot = this.next() as Slot<In, Out>;
      slot.isTimed = true;
      this.#since.set(slot, scheduler.clock.now());
      this.#begin(slot);
      begun++;
    }
    latency.timed(begun, scheduler.time);
  }

  #time(slot: Slot<In, Out>): void {
    this.site.latency.record(this.site.scheduler.clock.now() - this.#since.get(slot)!);
    this.#since.delete(slot);
    slot.isTimed = false;
  }

  override abandon(): void {
    for (const slot of this.#timed) this.#end(slot);
    super.abandon();
  }
}
