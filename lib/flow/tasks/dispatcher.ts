import { TimeoutError } from '../../errors/workers.js';
import { Attempt, isThenable } from '../../executors/attempt.js';
import type { Inline } from '../../executors/inline.js';
import type { Standing } from '../../insight/meter.js';
import { Pump } from '../../loop/pump.js';
import type { Channel } from '../channel/channel.js';
import type { Site, Stage } from '../stage.js';
import type { Dispatch } from './dispatch.js';
import { Jobs } from './jobs.js';
import { AsTheyCome } from './landing.js';
import { OnTheSpot } from './on-the-spot.js';
import { Slot } from './slot.js';
import { TimeLimit } from './time-limit.js';

/**
 * Runs a task's function on this thread: `mergeMap` with demand. A call that returns a plain value has
 * landed at once; one that returns a thenable keeps its slot until that settles.
 */
export class Dispatcher<In, Out> extends Pump implements Stage {
  /** A call that has begun is never given back. */
  readonly handsBack = false;
  readonly #fn: Inline<In, Out>;
  readonly #concurrency: number;
  readonly #tellsContext: boolean;
  readonly #site: Site;
  readonly #input: Channel<In>;
  readonly #output: Channel<Out>;
  readonly #jobs: Jobs<In, Out, Slot<In, Out>>;
  readonly #isPlain: boolean;
  /** What a call gives goes on at once, and nothing is kept of the call. */
  readonly #isDirect: boolean;
  readonly #free: Slot<In, Out>[] = [];
  /** When the last call began that is timed; and those of them that are under way. A field of the slot would cost every call: a number of its own. */
  #began = 0;
  #since: Map<Slot<In, Out>, number> | undefined;
  readonly #limit: TimeLimit<Slot<In, Out>> | undefined;

  constructor(fn: Inline<In, Out>, dispatch: Dispatch, site: Site) {
    super();
    this.meter = site.meter;
    this.#fn = fn;
    this.#concurrency = dispatch.concurrency;
    this.#tellsContext = dispatch.context;
    this.#site = site;
    this.#input = site.inputs[0]!;
    this.#output = site.outputs[0]!;
    this.#jobs = new Jobs(this, dispatch, site);
    const { timeout } = dispatch;
    if (timeout !== undefined)
      this.#limit = new TimeLimit(timeout, site.scheduler.clock, (slot, error) => this.#late(slot, error));
    this.#isPlain = !dispatch.context && timeout === undefined;
    this.#isDirect = this.#isPlain && this.#jobs.landing instanceof AsTheyCome && site.trace === undefined;
    const canHurry = this.#isDirect && site.failures === undefined;
    const onTheSpot = canHurry ? new OnTheSpot(this, fn, site) : undefined;
    this.#input.keepFor(this, onTheSpot?.takeNow, onTheSpot);
  }

  override get standing(): Standing {
    return this.#jobs.standing;
  }

  override get share(): number {
    return this.#site.account.active / this.#concurrency;
  }

  get retries(): number {
    return this.#jobs.resting;
  }

  get held(): number {
    return this.#site.account.active + this.#jobs.held;
  }

  /** Whether it takes up no new items for now. */
  get isResting(): boolean {
    return this.#jobs.isResting;
  }

  pump(): void {
    const { scheduler, account, latency } = this.#site;
    const concurrency = this.#concurrency;
    const jobs = this.#jobs;
    jobs.landing.release();
    const timed = latency.allowance.at(scheduler.time);
    if (timed > 0) this.#beginTimed(timed);
    while (account.active < concurrency && jobs.hasNext) {
      if (scheduler.isSpent()) return scheduler.wake(this);
      if (this.#isDirect && jobs.isFresh) this.#pass(this.#input.take());
      else this.#begin(jobs.next());
    }
    jobs.endIfDone(account.active);
  }

  job(item: In, ticket: number): Slot<In, Out> {
    const slot = this.#free.pop();
    if (slot === undefined) return new Slot(item, ticket, this);
    slot.item = item;
    slot.ticket = ticket;
    return slot;
  }

  /** Makes a call that needs a slot only if it gives a promise, or fails. */
  #pass(item: In): void {
    const fn = this.#fn;
    const { calls } = this.#site.scheduler;
    let result: Out | PromiseLike<Out>;
    let isPromised: boolean;
    calls.begins();
    try {
      result = fn(item);
      isPromised = isThenable(result);
    } catch (error) {
      calls.ends();
      return this.threw(item, error);
    }
    calls.ends();
    if (isPromised) this.promised(item, result as PromiseLike<Out>);
    else this.#output.next(result as Out);
  }

  #begin(slot: Slot<In, Out>): void {
    const fn = this.#fn;
    const { calls } = this.#site.scheduler;
    let result: Out | PromiseLike<Out>;
    let isPromised: boolean;
    calls.begins();
    try {
      result = this.#isPlain ? fn(slot.item) : this.#call(slot);
      isPromised = isThenable(result);
    } catch (error) {
      calls.ends();
      const late = TimeoutError.is(error) ? error : undefined;
      this.#end(slot, late);
      return this.#jobs.failed(slot, error, late && 'task-timeout');
    }
    calls.ends();
    if (isPromised) this.#await(slot, result as PromiseLike<Out>);
    else this.#land(slot, result as Out);
  }

  threw(item: In, error: unknown): void {
    this.#jobs.failed(this.job(item, 0), error);
  }

  promised(item: In, result: PromiseLike<Out>): void {
    this.#await(this.job(item, 0), result);
  }

  #await(slot: Slot<In, Out>, result: PromiseLike<Out>): void {
    if (slot.isTimed) (this.#since ??= new Map()).set(slot, this.#began);
    this.#site.account.active++;
    this.#site.scheduler.awaits();
    this.#site.scheduler.calls.promised();
    // A thenable that isn't a Promise may throw, or call back twice: adopting it takes that away.
    void Promise.resolve(result).then(slot.landed, slot.failed);
  }

  /** A call that is told its context, or has a timeout. */
  #call(slot: Slot<In, Out>): Out | PromiseLike<Out> {
    const { signal, label } = this.#site;
    const fn = this.#fn;
    if (this.#tellsContext) slot.told = new Attempt(signal, label, slot.attempt, this.#limit !== undefined);
    const call = (): Out | PromiseLike<Out> => (slot.told ? fn(slot.item, slot.told.context) : fn(slot.item));
    return this.#limit === undefined ? call() : this.#limit.call(slot, call);
  }

  landed(slot: Slot<In, Out>, result: Out): void {
    if (this.#jobs.isOver || slot.isLate) return;
    this.#settled();
    this.#land(slot, result);
  }

  missed(slot: Slot<In, Out>, error: unknown): void {
    if (this.#jobs.isOver || slot.isLate) return;
    this.#settled();
    this.#end(slot);
    this.#jobs.failed(slot, error);
  }

  #late(slot: Slot<In, Out>, error: TimeoutError): void {
    slot.isLate = true;
    this.#settled();
    const { item, ticket, attempt } = slot;
    this.#end(slot, error);
    this.#jobs.failed(Object.assign(new Slot(item, ticket, this), { attempt }), error, 'task-timeout');
  }

  #settled(): void {
    this.#site.account.active--;
    this.#site.scheduler.wake(this);
  }

  #land(slot: Slot<In, Out>, result: Out): void {
    const { ticket } = slot;
    this.#end(slot);
    slot.item = undefined as In; // it may be large, and the slot is kept
    slot.attempt = 1;
    this.#free.push(slot);
    this.#jobs.landing.land(ticket, result);
  }

  /** The call is over: so are its signal and its timeout. */
  #end(slot: Slot<In, Out>, late?: TimeoutError): void {
    if (slot.isTimed) this.#time(slot);
    this.#site.trace?.worked(slot.ticket, slot.attempt);
    if (this.#isPlain) return;
    slot.told?.end(late);
    this.#limit?.end(slot);
    slot.told = undefined;
  }

  /** Begins up to `most` calls, and times them: apart from the others, which then cost nothing more. */
  #beginTimed(most: number): void {
    const { scheduler, account, latency } = this.#site;
    let begun = 0;
    while (begun < most && account.active < this.#concurrency && this.#jobs.hasNext) {
      if (scheduler.isSpent()) break;
      const slot = this.#jobs.next();
      slot.isTimed = true;
      this.#began = scheduler.clock.now();
      this.#begin(slot);
      begun++;
    }
    latency.allowance.spend(begun, scheduler.time);
  }

  #time(slot: Slot<In, Out>): void {
    const began = this.#since?.get(slot) ?? this.#began;
    this.#site.latency.record(this.#site.scheduler.clock.now() - began);
    this.#since?.delete(slot);
    slot.isTimed = false;
  }

  abandon(): void {
    for (const slot of this.#limit?.running ?? []) this.#end(slot);
    this.#jobs.abandon();
  }
}
