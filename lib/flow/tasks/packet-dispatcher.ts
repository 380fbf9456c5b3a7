import { canBeSent } from '../../executors/worker-call.js';
import type { Packet, Reply, Target } from '../../executors/executor.js';
import type { TaskErrorCode } from '../../errors.js';
import type { Standing } from '../../insight/meter.js';
import { Pump } from '../../loop/pump.js';
import type { Client, Shipment, Workplace } from '../../pool/client.js';
import type { Pool } from '../../pool/pool.js';
import type { Channel } from '../channel/channel.js';
import type { Site, Stage } from '../stage.js';
import type { Dispatch } from './dispatch.js';
import { Job } from './job.js';
import { Jobs } from './jobs.js';
import { PacketSize } from './packet-size.js';
import { PacketsAway } from './packets-away.js';

/** How many workers may die over an item, in one attempt. */
const MOST_DEATHS = 2;
/** Packets that should find their items waiting. */
const PACKETS = 4;

/**
 * Sends a task's items to the workers of a pool, in packets. What comes back is taken apart again:
 * order, errors, retries, timeouts and counts are those of items.
 */
export class PacketDispatcher<In, Out> extends Pump implements Stage, Client<Job<In>> {
  /** A worker may give back what it has not begun. */
  readonly handsBack = true;
  readonly #target: Target;
  readonly #dispatch: Dispatch;
  readonly #pool: Pool;
  readonly #site: Site;
  readonly #input: Channel<In>;
  readonly #output: Channel<Out>;
  readonly #jobs: Jobs<In, Out, Job<In>>;
  readonly #size = new PacketSize();
  readonly #away = new PacketsAway();
  /** Jobs under way. */
  #inFlight = 0;

  constructor(target: Target, dispatch: Dispatch, pool: Pool, site: Site) {
    super();
    this.meter = site.meter;
    this.meter.isDeferred = true;
    this.#target = target;
    this.#dispatch = dispatch;
    this.#pool = pool;
    this.#site = site;
    this.#input = site.inputs[0]!;
    this.#output = site.outputs[0]!;
    this.#jobs = new Jobs(this, dispatch, site);
    this.#input.keepFor(this);
    this.#input.demand.beginsWith(PACKETS * dispatch.concurrency);
    pool.serve(this, target);
  }

  override get standing(): Standing {
    return this.#jobs.standing;
  }

  override get share(): number {
    return this.#site.account.active / this.#dispatch.concurrency;
  }

  get retries(): number {
    return this.#jobs.resting;
  }

  get held(): number {
    return this.#inFlight + this.#jobs.held;
  }

  pump(): void {
    this.#jobs.landing.release();
    if (this.hasJobs) this.#site.scheduler.wake(this.#pool);
    this.#jobs.endIfDone(this.#inFlight);
  }

  /** More calls at a time than workers: they wait for something else than the processor, and share workers. */
  get isParallel(): boolean {
    return this.#dispatch.concurrency > this.#pool.size;
  }

  get hasJobs(): boolean {
    return this.#jobs.suspects.length > 0 ? this.#jobs.hasRoom : this.#jobs.hasNext;
  }

  /** What a worker has died over goes to one where nothing but itself can be to blame. */
  get needsFresh(): boolean {
    return (this.#jobs.suspects.first?.deaths ?? 0) > 0 && this.#jobs.hasRoom;
  }

  /** Whether its calls are told when the run is cut short. */
  get listens(): boolean {
    return this.#dispatch.context;
  }

  get timeout(): number | undefined {
    return this.#dispatch.timeout;
  }

  job(item: In, ticket: number): Job<In> {
    return new Job(item, ticket);
  }

  /** Whether a packet of this task may go to a worker that has `ahead` packets to do before it. */
  mayGoTo(seat: Workplace, ahead: number): boolean {
    const { concurrency } = this.#dispatch;
    if (this.#jobs.suspects.length > 0 && !(this.needsFresh ? seat.isFresh : seat.isIdle)) return false;
    if (this.isParallel) {
      const each = Math.ceil(concurrency / this.#pool.size);
      return this.#away.count < concurrency && this.#away.at(seat) < each;
    }
    if (ahead > 0 && (this.#jobs.suspects.length > 0 || !this.#size.isQuick || this.timeout !== undefined))
      return false;
    return this.#away.at(seat) > 0 || this.#away.workers < concurrency;
  }

  /** Takes up the jobs of one packet: a fair share of what waits, and no more than there is room for. */
  load(): Job<In>[] {
    const { concurrency } = this.#dispatch;
    const { size: workers } = this.#pool;
    const wanted = this.#items;
    const free = Math.min(this.#output.demand.room, this.#site.failures?.demand.room ?? Infinity);
    const room = free + concurrency - this.#inFlight;
    const jobs: Job<In>[] = [];
    if (room <= 0) return jobs;
    if (this.#jobs.suspects.length > 0) jobs.push(this.#jobs.suspects.shift());
    else {
      const takers = this.isParallel ? concurrency : workers;
      const share = Math.max(Math.ceil(this.#jobs.waiting / takers), this.#size.least);
      const count = Math.max(1, Math.min(wanted, share, Math.ceil(room / workers)));
      while (jobs.length < count && this.#jobs.hasNext) jobs.push(this.#jobs.next());
    }
    this.#inFlight += jobs.length;
    return jobs;
  }

  packet({ id, jobs, begun, isParallel }: Shipment<Job<In>>): Packet {
    const { module, name } = this.#target;
    const { context, timeout } = this.#dispatch;
    const items = jobs.map(({ item }) => item);
    const attempts = context ? jobs.map(({ attempt }) => attempt) : undefined;
    return { id, module, name, task: this.#site.label, isParallel, items, attempts, timeout, begun };
  }

  left(seat: Workplace): void {
    this.#away.left(seat);
    this.#count();
  }

  /** What has become of it is told next. */
  back(seat: Workplace): void {
    this.#away.back(seat);
    this.#site.scheduler.wake(this);
  }

  /** So many jobs are not under way any more. */
  #leave(count: number): void {
    this.#inFlight -= count;
    this.#count();
  }

  #count(): void {
    if (this.#jobs.isOver) return;
    const calls = this.isParallel ? this.#away.count : this.#away.workers;
    this.#site.account.active = Math.min(calls, this.#inFlight);
    this.meter.becomes(this.#site.scheduler.time, this.standing, this.share);
  }

  /** The worker has answered. What it has not begun is done again. */
  answered({ jobs, sending, total }: Shipment<Job<In>>, { done, values, failures, ms, times }: Reply): void {
    if (this.#jobs.isOver) return;
    const { latency, scheduler, trace } = this.#site;
    latency.recordSome(times, scheduler.time);
    if (done < jobs.length) this.returned(jobs.splice(done));
    this.#leave(done);
    if (done > 0) this.#resize(ms / done, sending / total);
    const { landing } = this.#jobs;
    let failure = 0;
    for (let index = 0; index < done; index++) {
      const job = jobs[index]!;
      const failed = failures[failure];
      trace?.worked(job.ticket, job.attempt, times[index]);
      if (failed?.index !== index) landing.land(job.ticket, values[index] as Out);
      else {
        failure++;
        this.#jobs.failed(job, failed.error, failed.code);
      }
    }
  }

  /** Jobs that were sent and not begun. */
  returned(jobs: readonly Job<In>[]): void {
    if (jobs.length === 0) return;
    this.#leave(jobs.length);
    if (!this.#jobs.isOver) for (const job of jobs) this.#jobs.putBack(job);
  }

  /** The packet could not be sent: the items to blame fail, the others are sent again. */
  refused({ jobs }: Shipment<Job<In>>, reason: unknown): void {
    this.#leave(jobs.length);
    if (this.#jobs.isOver) return;
    for (const job of jobs) {
      if (jobs.length === 1 || !canBeSent(job.item)) this.#jobs.failed(job, reason, 'not-cloneable');
      else this.#suspect(job); // by itself: if it is refused again, it is to blame
    }
  }

  /**
   * The worker is gone. Items that it may have died over are done again, each by itself. The `guilty` one,
   * where it is known, isn't tried for ever.
   */
  lost(flight: Shipment<Job<In>>, reason: unknown, blame: TaskErrorCode, guilty: unknown): void {
    this.returned(flight.recall());
    this.#leave(flight.jobs.length);
    if (this.#jobs.isOver) return;
    for (const job of flight.jobs) {
      const isGuilty = job === guilty;
      if (isGuilty) job.deaths++;
      if (isGuilty && (blame === 'task-timeout' || job.deaths >= MOST_DEATHS))
        this.#jobs.failed(job, reason, blame);
      else this.#suspect(job);
    }
    this.#site.scheduler.wake(this);
  }

  #suspect(job: Job<In>): void {
    job.isSuspect = true;
    this.#jobs.putBack(job);
  }

  #resize(work: number, sending: number): void {
    this.#size.learn(work, sending);
    const items = this.#items;
    const coming = items * this.#pool.size * 2;
    this.#input.demand.wants(items * PACKETS);
    this.#output.demand.expects(coming);
    this.#site.failures?.demand.expects(coming);
  }

  /** Items in a packet: one, where it can't be told which of them has had its time. */
  get #items(): number {
    return this.timeout !== undefined && !this.#pool.sharesMemory ? 1 : this.#size.items;
  }

  abandon(): void {
    this.#jobs.abandon();
  }
}
