import { canBeSent } from '../../executors/worker-call.js';
import type { Packet, Reply, Target } from '../../executors/executor.js';
import { unpack, type PortableError } from '../../executors/portable-error.js';
import type { TaskErrorCode } from '../../errors.js';
import { Deque } from '../../loop/deque.js';
import type { Client, Shipment, Workplace } from '../../pool/client.js';
import { PacketSize } from './packet-size.js';
import type { Pool } from '../../pool/pool.js';
import type { Site } from '../stage.js';
import type { Job } from './job.js';
import { TaskStage, type Dispatch } from './task-stage.js';

/** How many workers may die over an item, in one attempt. */
const MOST_DEATHS = 2;

/**
 * Sends a task's items to the workers of a pool, in packets. What comes back is taken apart again:
 * order, errors, retries, timeouts and counts are those of items.
 */
export class PacketDispatcher<In, Out> extends TaskStage<In, Out> implements Client<Job<In>> {
  readonly #target: Target;
  readonly #pool: Pool;
  readonly #size = new PacketSize();
  /** Jobs whose worker died: done again, each by itself. */
  readonly #suspects = new Deque<Job<In>>();
  /** Flights under way, by the worker that has them. */
  readonly #seats = new Map<Workplace, number>();
  #flights = 0;
  #inFlight = 0;

  constructor(target: Target, dispatch: Dispatch, pool: Pool, site: Site) {
    super(dispatch, site);
    this.#target = target;
    this.#pool = pool;
    this.meter.isDeferred = true;
    pool.serve(this, target);
  }

  pump(): void {
    this.landing.release();
    if (this.hasJobs) this.site.scheduler.wake(this.#pool);
    this.endIfDone();
  }

  /** More calls at a time than workers: they wait for something else than the processor, and share workers. */
  get isParallel(): boolean {
    return this.dispatch.concurrency > this.#pool.size;
  }

  get hasJobs(): boolean {
    if (this.#suspects.length === 0) return this.hasNext;
    return this.output.isReady && this.site.failures?.isReady !== false;
  }

  /** Whether its calls are told when the run is cut short. */
  get listens(): boolean {
    return this.dispatch.context;
  }

  get timeout(): number | undefined {
    return this.dispatch.timeout;
  }

  protected override get handsBack(): boolean {
    return true;
  }

  protected override get underway(): number {
    return this.#inFlight + this.#suspects.length;
  }

  /** Whether a packet of this task may go to a worker that has `ahead` packets to do before it. */
  mayGoTo(seat: Workplace, ahead: number): boolean {
    const { concurrency } = this.dispatch;
    if (this.#suspects.length > 0 && !seat.isIdle) return false;
    if (this.isParallel) {
      const each = Math.ceil(concurrency / this.#pool.size);
      return this.#flights < concurrency && (this.#seats.get(seat) ?? 0) < each;
    }
    if (ahead > 0 && (this.#suspects.length > 0 || !this.#size.isQuick || this.timeout !== undefined))
      return false;
    return this.#seats.has(seat) || this.#seats.size < concurrency;
  }

  /** Takes up the jobs of one packet: a fair share of what waits, and no more than there is room for. */
  load(): Job<In>[] {
    const { concurrency } = this.dispatch;
    const { size: workers } = this.#pool;
    const wanted = this.timeout !== undefined && !this.#pool.sharesMemory ? 1 : this.#size.items;
    const most = wanted * workers * 2;
    const free = Math.min(this.output.roomFor(most), this.site.failures?.roomFor(most) ?? Infinity);
    const room = free + concurrency - this.#inFlight;
    const jobs: Job<In>[] = [];
    if (room <= 0) return jobs;
    if (this.#suspects.length > 0) jobs.push(this.#suspects.shift());
    else {
      const takers = this.isParallel ? concurrency : workers;
      const share = Math.max(Math.ceil(this.waiting / takers), this.#size.least);
      const count = Math.max(1, Math.min(wanted, share, Math.ceil(room / workers)));
      while (jobs.length < count && this.hasNext) jobs.push(this.next());
    }
    this.#inFlight += jobs.length;
    return jobs;
  }

  packet({ id, jobs, begun, isParallel }: Shipment<Job<In>>): Packet {
    const { context, timeout } = this.dispatch;
    return {
      ...this.#target,
      id,
      task: this.site.label,
      isParallel,
      items: jobs.map(({ item }) => item),
      ...(context && { attempts: jobs.map(({ attempt }) => attempt) }),
      ...(timeout !== undefined && { timeout }),
      ...(begun && { begun }),
    };
  }

  left(seat: Workplace): void {
    this.#flights++;
    this.#seats.set(seat, (this.#seats.get(seat) ?? 0) + 1);
    this.#count();
  }

  back(seat: Workplace): void {
    this.#flights--;
    const flights = this.#seats.get(seat)! - 1;
    if (flights === 0) this.#seats.delete(seat);
    else this.#seats.set(seat, flights);
    this.#count();
    this.site.scheduler.wake(this);
  }

  #count(): void {
    if (this.isOver) return;
    const calls = this.isParallel ? this.#flights : this.#seats.size;
    this.site.account.active = Math.min(calls, this.#inFlight);
    this.meter.turn(this.site.scheduler.time, this.standing, this.share);
  }

  /** The worker has answered. What it has not begun is done again. */
  answered(flight: Shipment<Job<In>>, { done, values, failures, ms, times }: Reply): void {
    if (this.isOver) return;
    this.#time(times);
    this.returned(flight.jobs.splice(done));
    this.#inFlight -= done;
    this.#count();
    if (done > 0) this.#resize(ms / done, flight.sending / flight.total);
    let failure = 0;
    flight.jobs.forEach((job, index) => {
      const failed = failures[failure];
      this.site.trace?.worked(job.ticket, job.attempt, times[index]);
      if (failed?.index !== index) return this.landing.land(job.ticket, values[index] as Out);
      failure++;
      this.failed(job, unpack(failed.error as PortableError), failed.code);
    });
  }

  /** What a worker has died over stays by itself, whyever it is done again. */
  protected override putBack(job: Job<In>): void {
    if (!job.isSuspect) return super.putBack(job);
    this.#suspects.push(job);
    this.site.scheduler.wake(this);
  }

  /** Jobs that were sent and not begun. */
  returned(jobs: readonly Job<In>[]): void {
    this.#inFlight -= jobs.length;
    this.#count();
    if (!this.isOver) for (const job of jobs) this.putBack(job);
  }

  /** The packet could not be sent: the items to blame fail, the others are sent again. */
  refused({ jobs }: Shipment<Job<In>>, reason: unknown): void {
    this.#inFlight -= jobs.length;
    if (this.isOver) return;
    for (const job of jobs) {
      if (jobs.length === 1 || !canBeSent(job.item)) this.failed(job, reason, 'not-cloneable');
      else this.#suspect(job); // by itself: if it is refused again, it is to blame
    }
  }

  /**
   * The worker is gone. Items that it may have died over are done again, each by itself. The `guilty` one,
   * where it is known, isn't tried for ever.
   */
  lost(flight: Shipment<Job<In>>, reason: unknown, blame: TaskErrorCode, guilty: unknown): void {
    const fresh = flight.recall();
    this.returned(fresh);
    this.#inFlight -= flight.jobs.length;
    if (this.isOver) return;
    for (const job of flight.jobs) {
      const isGuilty = job === guilty;
      if (isGuilty) job.deaths++;
      if (isGuilty && (blame === 'task-timeout' || job.deaths >= MOST_DEATHS))
        this.failed(job, reason, blame);
      else this.#suspect(job);
    }
    this.site.scheduler.wake(this);
  }

  #time(times: Float64Array): void {
    const { latency, scheduler } = this.site;
    const { time } = scheduler;
    const most = latency.allowance.at(time);
    if (most < 1) return;
    const step = Math.ceil(times.length / most);
    for (let i = 0; i < times.length; i += step) latency.record(times[i]!);
    latency.allowance.spend(Math.ceil(times.length / step), time);
  }

  #suspect(job: Job<In>): void {
    job.isSuspect = true;
    this.#suspects.push(job);
  }

  #resize(work: number, sending: number): void {
    this.#size.learn(work, sending);
    const { items } = this.#size;
    this.input.widen(items * 4);
    this.landing.widen(this.dispatch.concurrency + Math.min(items * 4, this.output.mostCapacity));
  }
}
