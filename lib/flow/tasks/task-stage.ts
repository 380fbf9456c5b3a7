import { taskFailed, type TaskErrorCode } from '../../errors.js';
import type { Standing } from '../../insight/meter.js';
import type { Channel } from '../channel/channel.js';
import { Deque } from '../../loop/deque.js';
import type { Failure } from './failure.js';
import { Job } from './job.js';
import { AsTheyCome, InOrder, type Landing } from './landing.js';
import { delayAfter, type Retry } from './retry.js';
import { Pump } from '../../loop/pump.js';
import type { Site, Stage } from '../stage.js';

/** How a task is dispatched, wherever it runs. */
export interface Dispatch {
  readonly concurrency: number;
  readonly ordered: boolean;
  readonly context: boolean;
  /** Milliseconds for one attempt; none is given for ever. */
  readonly timeout: number | undefined;
  readonly retry: Retry;
  /** What becomes of an item after its last attempt. */
  readonly onError: 'fail' | 'skip' | 'route';
}

/** Most items that wait for their next attempt at a time, so that nothing piles up behind an outage. */
const MOST_RESTING = 1024;

/**
 * What every task does with its items, wherever its function runs: it takes them up while there is
 * room for what they give, lands what comes back, tries again what failed, and knows when it is done.
 */
export abstract class TaskStage<In, Out> extends Pump implements Stage {
  protected readonly site: Site;
  protected readonly dispatch: Dispatch;
  protected readonly input: Channel<In>;
  protected readonly output: Channel<Out>;
  protected readonly landing: Landing<Out>;
  protected isOver = false;
  #isDone = false;
  /** Jobs to be done again: they go before new items. */
  readonly #again = new Deque<Job<In>>();
  /** Jobs that wait for the time of their next attempt, by the function that calls it off. */
  readonly #resting = new Map<Job<In>, () => void>();

  constructor(dispatch: Dispatch, site: Site) {
    super();
    this.dispatch = dispatch;
    this.site = site;
    this.meter = site.meter;
    this.input = site.inputs[0]!;
    this.output = site.outputs[0]!;
    const { ordered, concurrency, retry } = dispatch;
    const canBeOvertaken = concurrency > 1 || retry.count > 0 || this.handsBack;
    const isOrdered = (ordered || concurrency === 1) && canBeOvertaken;
    this.landing = isOrdered
      ? new InOrder(this.output, dispatch.concurrency, site.trace)
      : new AsTheyCome(this.output, site.trace);
    site.account.concurrency = dispatch.concurrency;
    this.input.keepFor(this);
    this.output.filledByPump(this);
    site.failures?.filledByPump(this);
  }

  override get standing(): Standing {
    if (this.#isDone) return 'done';
    if (this.site.failures?.isReady === false || !this.output.isReady) return 'blocked';
    if (this.#again.length > 0) return 'ready';
    const isHeldBack = !this.landing.hasRoom || this.isResting;
    if (this.input.waiting > 0) return isHeldBack ? 'resting' : 'ready';
    return this.#resting.size > 0 || this.landing.held > 0 ? 'resting' : 'starved';
  }

  override get share(): number {
    return this.site.account.active / this.dispatch.concurrency;
  }

  /** Whether items that were taken up may come back not begun, and be overtaken. */
  protected get handsBack(): boolean {
    return false;
  }

  /** Items that wait for the time of their next attempt. */
  get retries(): number {
    return this.#resting.size;
  }

  /** Jobs begun and not over. */
  protected get underway(): number {
    return this.site.account.active;
  }

  /** Whether a job is there to begin, and room for what it will give. */
  protected get hasNext(): boolean {
    if (this.site.failures?.isReady === false) return false;
    if (this.#again.length > 0) return this.output.isReady;
    return this.input.waiting > 0 && this.landing.hasRoom && !this.isResting;
  }

  /** Whether so many items wait for their next attempt that no more are taken up. */
  protected get isResting(): boolean {
    return this.#resting.size >= MOST_RESTING;
  }

  /** Whether the next job is a new item's. */
  protected get isFresh(): boolean {
    return this.#again.length === 0;
  }

  /** Jobs that could be begun, as far as items go. */
  protected get waiting(): number {
    return this.#again.length + this.input.waiting;
  }

  /** The next job. Only while {@link hasNext}. */
  protected next(): Job<In> {
    if (this.#again.length > 0) return this.#again.shift();
    const job = this.job(this.input.take(), this.landing.begin());
    this.site.trace?.begin(job.ticket);
    return job;
  }

  /** A job for a new item. */
  protected job(item: In, ticket: number): Job<In> {
    return new Job(item, ticket);
  }

  /** Has a job done soon, before any new one, as if it had never begun. */
  protected putBack(job: Job<In>): void {
    this.#again.push(job);
    this.site.scheduler.wake(this);
  }

  /** A call has failed: it is made again, or that was its item's last attempt. */
  protected failed(job: Job<In>, error: unknown, code: TaskErrorCode = 'task-failed'): void {
    const { account, fail, failures, label, tolerate, trace } = this.site;
    if (job.attempt <= this.dispatch.retry.count && code !== 'not-cloneable') return this.#retry(job);
    const { item, ticket, attempt: attempts } = job;
    const failure = taskFailed(label, item, attempts, error, code);
    const { onError } = this.dispatch;
    trace?.ends(ticket, onError === 'skip' ? 'skipped' : 'failed');
    if (onError === 'skip') account.skipped++;
    else account.failed++;
    if (onError === 'fail') return fail(failure);
    failures?.next({ item, error: failure, task: label, attempts } satisfies Failure<In>);
    this.landing.miss(ticket);
    tolerate(failure);
  }

  #retry(job: Job<In>): void {
    const delay = delayAfter(this.dispatch.retry, job.attempt);
    this.site.account.retried++;
    job.attempt++;
    job.deaths = 0;
    if (delay === 0) return this.putBack(job);
    const again = (): void => {
      this.#resting.delete(job);
      this.putBack(job);
    };
    this.#resting.set(job, this.site.scheduler.clock.after(delay, again));
  }

  /** Ends the output when the input has ended and nothing is left to do. */
  protected endIfDone(): void {
    if (this.#isDone || !this.input.isDrained || this.underway > 0 || this.landing.held > 0) return;
    if (this.#again.length > 0 || this.#resting.size > 0) return;
    this.#isDone = true;
    this.output.complete();
    this.site.failures?.complete();
  }

  /** Calls under way can't be taken back: their results are discarded when they come. */
  abandon(): void {
    this.isOver = true;
    for (const callOff of this.#resting.values()) callOff();
    const { account } = this.site;
    account.discarded += this.underway + this.landing.held + this.#again.length + this.#resting.size;
    account.active = 0;
  }
}
