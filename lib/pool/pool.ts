import { idleDeaths, noneStarted, timedOut } from '../errors/workers.js';
import type { Death, Executor, Target } from '../executors/executor.js';
import { Unsent } from '../executors/worker-call.js';
import type { Client } from './client.js';
import { sayFarewell } from './farewell.js';
import { Flight } from './flight.js';
import { Lookout } from './lookout.js';
import { Pump } from '../loop/pump.js';
import type { Scheduler } from '../loop/scheduler.js';
import { Roll } from './roll.js';
import type { Seat } from './seat.js';
import { Seats } from './seats.js';

/** Milliseconds that a worker may take to start and import its modules: a busy machine is slow, not broken. */
const START = 60_000;
/** Workers that may die one after the other without having done anything, or while they start. */
const MOST_IDLE_DEATHS = 3;

/** What a pool needs of its run. */
export interface PoolSite {
  readonly scheduler: Scheduler;
  readonly fail: (error: unknown) => void;
}

/**
 * The workers of a run, shared by all its tasks of one kind: an idle worker takes the waiting item
 * nearest to the outputs, so that little is in flight and every core is busy.
 */
export class Pool extends Pump {
  readonly size: number;
  /** The workers it has had. */
  readonly roll: Roll;
  readonly #executor: Executor;
  readonly #site: PoolSite;
  /** Those nearest to the outputs first. */
  readonly #clients: Client<any>[] = [];
  readonly #targets: Target[] = [];
  readonly #seats = new Seats();
  readonly #lookout: Lookout;
  /** Workers that start, and those that are ended. */
  readonly #moving = new Set<Promise<void>>();
  #idleDeaths = 0;
  #deadStarts = 0;
  #busy = 0;
  #worked = 0;
  #isClosed = false;

  constructor(executor: Executor, size: number, site: PoolSite) {
    super();
    this.#executor = executor;
    this.size = size;
    this.roll = new Roll(executor.kind);
    this.#site = site;
    this.#lookout = new Lookout(this.#seats, this.#clients, site.scheduler.clock, (seat, timeout) =>
      this.#hangs(seat, timeout),
    );
  }

  /** Share of the time in which its workers have something to do that their processors have it too, from 0 to 1. */
  get effort(): number {
    return this.#busy === 0 ? 1 : Math.min(1, this.#worked / this.#busy);
  }

  /** Workers that have something to do. */
  override get share(): number {
    return this.#seats.working / this.size;
  }

  get sharesMemory(): boolean {
    return this.#executor.sharesMemory;
  }

  /** Tasks join from the outputs up. */
  serve(client: Client<any>, target: Target): void {
    this.#clients.push(client);
    this.#targets.push(target);
  }

  open(): void {
    while (this.#seats.size < this.size) this.#fill();
  }

  pump(): void {
    const { scheduler } = this.#site;
    while (!this.#isClosed) {
      if (scheduler.isSpent()) return scheduler.wake(this);
      if (!this.#clients.some(({ hasJobs }) => hasJobs) || !this.#sendOne()) return this.#lookout.expect();
    }
  }

  /** Sends one packet, if there is a worker for it: to the one that has the least to do. */
  #sendOne(): boolean {
    const seats = this.#seats.byLoad();
    const needy = this.#clients.filter(({ needsFresh }) => needsFresh);
    if (needy.length > 0 && !this.#seats.isAnyUnused) this.#renew(seats.shift());
    for (const seat of seats) {
      if (seat.isFresh && this.#sendTo(seat, needy)) return true;
      if (this.#sendTo(seat, this.#clients)) return true;
    }
    return false;
  }

  /** Sends a packet of the first of `clients` that has one for this worker. */
  #sendTo(seat: Seat, clients: readonly Client[]): boolean {
    const ahead = seat.inTurn;
    for (const client of clients) {
      if (!client.hasJobs || (ahead > 1 && !client.isParallel) || !client.mayGoTo(seat, ahead)) continue;
      const jobs = client.load();
      if (jobs.length === 0) continue;
      this.#send(seat, new Flight(client, jobs, this.sharesMemory, this.#now()));
      return true;
    }
    return false;
  }

  /** Replaces a worker by a fresh one, as soon as it has nothing to do. */
  #renew(seat: Seat | undefined): void {
    if (seat?.isIdle !== true) return;
    this.#seats.remove(seat);
    this.#await(seat.worker!.close());
    this.#fill();
  }

  #send(seat: Seat, flight: Flight): void {
    const { client } = flight;
    const worker = seat.worker!;
    if (seat.flights.size === 0) {
      worker.ref();
      seat.since = this.#now();
    }
    seat.isUsed = true;
    seat.board(flight);
    client.left(seat);
    flight.answer = worker.run(client.packet(flight));
    flight.sending = this.#now() - flight.left;
    flight.answer
      .then(
        (reply) => {
          this.#idleDeaths = 0;
          this.#heard(seat, reply.worked);
          if (this.#land(seat, flight)) client.answered(flight, reply);
        },
        (reason: unknown) => {
          if (!(reason instanceof Unsent)) return; // the worker is gone: that is told once, for all it had
          if (this.#land(seat, flight)) client.refused(flight, reason.cause);
        },
      )
      .catch(this.#site.fail);
  }

  /** A worker tells how long it has been at work: the share of its busy time in which it did not wait. */
  #heard(seat: Seat, worked: number): void {
    const now = this.#now();
    if (seat.worked !== undefined) {
      this.#busy += now - seat.since;
      this.#worked += worked - seat.worked;
    }
    seat.worked = worked;
    seat.since = now;
  }

  #land(seat: Seat, flight: Flight): boolean {
    if (!seat.leave(flight)) return false;
    if (seat.flights.size === 0) seat.worker?.unref();
    flight.client.back(seat);
    this.#site.scheduler.wake(this);
    return true;
  }

  /** Starts one more worker. */
  #fill(): void {
    const seat = this.#seats.add();
    const { scheduler, fail } = this.#site;
    const callOff = scheduler.clock.after(START, () => {
      fail(noneStarted(START / 1000));
    });
    this.roll.started++;
    const opened = this.#executor
      .open(this.#targets, (death) => this.#died(seat, death), seat.opening.signal)
      .finally(callOff)
      .then(
        (worker) => {
          if (this.#isClosed) return worker.close();
          this.#deadStarts = 0;
          seat.worker = worker;
          for (const { meter } of [this, ...this.#clients]) meter.begin(this.#now());
          worker.unref();
          return scheduler.wake(this);
        },
        // One that died while it started has lost its seat, unless too many have.
        (error: unknown) => void (this.#isClosed || !this.#seats.has(seat) || fail(error)),
      );
    this.#await(opened);
  }

  #await(moving: Promise<void>): void {
    this.#moving.add(moving);
    void moving.then(() => this.#moving.delete(moving));
  }

  #died(seat: Seat, death: Death): void {
    if (this.#isClosed || !this.#seats.has(seat)) return;
    this.roll.died(death);
    const { reason, signal } = death;
    if (seat.worker === undefined) {
      // What was sent to all processes, and is for the program to answer, says nothing of this one.
      const isMeant = signal === undefined || process.listenerCount(signal) === 0;
      if (isMeant) this.#deadStarts++;
      if (this.#deadStarts >= MOST_IDLE_DEATHS) return;
    } else if (!seat.isUsed && ++this.#idleDeaths >= MOST_IDLE_DEATHS) {
      return this.#site.fail(idleDeaths(this.#idleDeaths, reason));
    }
    this.#replace(seat, reason, 'worker-died');
  }

  #replace(seat: Seat, reason: unknown, blame: 'worker-died' | 'task-timeout'): void {
    this.#seats.remove(seat);
    const flights = [...seat.flights];
    const suspects = flights.map(({ suspect }) => suspect).filter((job) => job !== undefined);
    const isTold = flights.length === 1 || this.sharesMemory; // which of several packets was begun
    const guilty = isTold && suspects.length === 1 ? suspects[0] : undefined;
    for (const flight of flights) {
      if (this.#land(seat, flight)) flight.client.lost(flight, reason, blame, guilty);
    }
    this.#fill();
  }

  #hangs(seat: Seat, timeout: number): void {
    const reason = timedOut(timeout);
    this.roll.died({ reason });
    this.#await(seat.worker!.close());
    this.#replace(seat, reason, 'task-timeout');
  }

  /** Ends every worker, now; with `isCutShort`, calls that listen to their signal are given a moment. */
  async close(isCutShort: boolean): Promise<void> {
    this.#isClosed = true;
    this.#lookout.close();
    const seats = [...this.#seats];
    for (const { opening } of seats) opening.abort();
    if (isCutShort) await sayFarewell(seats, this.#site.scheduler.clock);
    await Promise.all([...this.#moving, ...seats.map(({ worker }) => worker?.close())]);
  }

  #now(): number {
    return this.#site.scheduler.clock.now();
  }
}
