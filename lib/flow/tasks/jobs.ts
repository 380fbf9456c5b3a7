import { taskFailed, type TaskErrorCode } from '../../errors.js';
import type { Standing } from '../../insight/meter.js';
import { Deque } from '../../loop/deque.js';
import type { Pump } from '../../loop/pump.js';
import type { Channel } from '../channel/channel.js';
import type { Site } from '../stage.js';
import type { Dispatch } from './dispatch.js';
import type { Failure } from './failure.js';
import type { Job } from './job.js';
import { landingOf, type Landing } from './landing.js';
import { Retries } from './retry.js';

/** Who makes the calls of a task. */
interface Caller<In, J> extends Pump {
  /** A job for a new item. */
  job(item: In, ticket: number): J;
  /** Whether items that were taken up may come back not begun, and be overtaken. */
  readonly handsBack: boolean;
}

/**
 * The jobs of a task that are not at work: which is next, while there is room for what it gives; what becomes of
 * one that has failed; and whether all are done.
 */
export class Jobs<In, Out, J extends Job<In>> {
  /** Where results go. */
  readonly landing: Landing<Out>;
  /** Jobs whose worker died: done again, each by itself. */
  readonly suspects = new Deque<J>();
  /** The run was cut short: what still comes of calls is ignored. */
  isOver = false;
  readonly #caller: Caller<In, J>;
  readonly #site: Site;
  readonly #input: Channel<In>;
  readonly #output: Channel<Out>;
  readonly #onError: Dispatch['onError'];
  readonly #retries: Retries<J>;
  /** Jobs to be done again: they go before new items. */
  readonly #again = new Deque<J>();
  #isDone = false;

  constructor(caller: Caller<In, J>, dispatch: Dispatch, site: Site) {
    this.#caller = caller;
    this.#site = site;
    this.#input = site.inputs[0]!;
    this.#output = site.outputs[0]!;
    this.#onError = dispatch.onError;
    this.#retries = new Retries(dispatch.retry, site, (job) => this.putBack(job));
    this.landing = landingOf(dispatch, caller.handsBack, site);
    this.#output.filledByPump(caller);
    site.failures?.filledByPump(caller);
    site.account.concurrency = dispatch.concurrency;
  }

  /** What the task waits for, as far as its jobs go. */
  get standing(): Standing {
    if (this.#isDone) return 'done';
    if (!this.hasRoom) return 'blocked';
    if (this.#again.length > 0) return 'ready';
    const isHeldBack = !this.landing.hasRoom || this.#retries.isFull;
    if (this.#input.waiting > 0) return isHeldBack ? 'resting' : 'ready';
    return this.resting > 0 || this.landing.early > 0 ? 'resting' : 'starved';
  }

  /** Whether there is room for what a job gives, be that a failure. */
  get hasRoom(): boolean {
    return this.#site.failures?.isReady !== false && this.#output.isReady;
  }

  /** Whether a job is there to begin, and room for what it will give. */
  get hasNext(): boolean {
    if (this.#site.failures?.isReady === false) return false;
    if (this.#again.length > 0) return this.#output.isReady;
    return this.#input.waiting > 0 && this.landing.hasRoom && !this.#retries.isFull;
  }

  /** Whether the next job is a new item's. */
  get isFresh(): boolean {
    return this.#again.length === 0;
  }

  /** Jobs that could be begun, as far as items go. */
  get waiting(): number {
    return this.#again.length + this.#input.waiting;
  }

  /** Jobs that wait for the time of their next attempt. */
  get resting(): number {
    return this.#retries.resting;
  }

  /** Whether so many of them do that no new items are taken up. */
  get isResting(): boolean {
    return this.#retries.isFull;
  }

  /** Items that were taken up and are not at work: they wait for another call, or their results do for their turn. */
  get held(): number {
    return this.landing.early + this.#again.length + this.suspects.length + this.resting;
  }

  /** The next job. Only while {@link hasNext}. */
  next(): J {
    if (this.#again.length > 0) return this.#again.shift();
    const job = this.#caller.job(this.#input.take(), this.landing.begin());
    this.#site.trace?.begin(job.ticket);
    return job;
  }

  /** Puts a job before any new one, as if it had never begun. A suspect stays by itself. */
  putBack(job: J): void {
    (job.isSuspect ? this.suspects : this.#again).push(job);
    this.#site.scheduler.wake(this.#caller);
  }

  /** A call has failed: it is made again, or that was its item's last attempt. */
  failed(job: J, error: unknown, code: TaskErrorCode = 'task-failed'): void {
    if (code !== 'not-cloneable' && this.#retries.take(job)) return;
    const { account, fail, failures, label, tolerate, trace } = this.#site;
    const { item, ticket, attempt: attempts } = job;
    const failure = taskFailed(label, item, attempts, error, code);
    trace?.ends(ticket, this.#onError === 'skip' ? 'skipped' : 'failed');
    if (this.#onError === 'skip') account.skipped++;
    else account.failed++;
    if (this.#onError === 'fail') return fail(failure);
    failures?.next({ item, error: failure, task: label, attempts } satisfies Failure<In>);
    this.landing.miss(ticket);
    tolerate(failure);
  }

  /** Ends the output when the input has ended and nothing is left to do, here or `underway`. */
  endIfDone(underway: number): void {
    if (this.#isDone || !this.#input.isDrained || underway > 0 || this.held > 0) return;
    this.#isDone = true;
    this.#output.complete();
    this.#site.failures?.complete();
  }

  /** The run is cut short. Calls under way can't be taken back: what they give is ignored when it comes. */
  abandon(): void {
    this.isOver = true;
    this.#retries.callOff();
    this.#site.account.active = 0;
  }
}
