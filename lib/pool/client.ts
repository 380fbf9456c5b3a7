import type { Meter } from '../insight/meter.js';
import type { TaskErrorCode } from '../errors.js';
import type { Packet, Reply } from '../executors/executor.js';

/** What a flight carries to a worker, as far as the pool has to know it. */
export interface Cargo {
  /** A worker has died while it had it: it is done alone. */
  readonly isSuspect: boolean;
}

/** A packet on its way, as its client sees it. */
export interface Shipment<C extends Cargo> {
  readonly id: number;
  /** In the order in which the worker does them. */
  readonly jobs: C[];
  readonly isParallel: boolean;
  /** Shared with the worker: see `Packet.begun`. */
  readonly begun: Int32Array | undefined;
  /** How many it left with. */
  readonly total: number;
  /** Milliseconds that it took to send. */
  readonly sending: number;
  /** Takes away the jobs that the worker has not begun; where that can't be told, none. */
  recall(): C[];
}

/** A worker's place, as a client sees it. */
export interface Workplace {
  /** A worker is there, and has nothing to do. */
  readonly isIdle: boolean;
  /** A worker is there, and nothing that a call has left behind: what it dies over is to blame. */
  readonly isFresh: boolean;
}

/** Who has work for the workers of a pool: it loads packets, and takes what becomes of them. */
export interface Client<C extends Cargo = Cargo> {
  /** Where its time goes: from the first worker that is there. */
  readonly meter: Meter;
  /** Whether its packets may run beside others in the same worker. */
  readonly isParallel: boolean;
  /** Whether it has something to load. */
  readonly hasJobs: boolean;
  /** Whether what it has to load first may go to a fresh worker only. */
  readonly needsFresh: boolean;
  /** Whether its calls are told when the run is cut short. */
  readonly listens: boolean;
  /** Most milliseconds for one item. */
  readonly timeout: number | undefined;
  /** Whether a packet may go to a worker that has `ahead` packets to do before it. */
  mayGoTo(at: Workplace, ahead: number): boolean;
  /** Takes up what makes one packet; nothing, where there is no room for what it would give. */
  load(): C[];
  packet(flight: Shipment<C>): Packet;
  /** A packet has left for a worker; and it is not there any more, done or not. */
  left(at: Workplace): void;
  back(at: Workplace): void;
  /** The worker has answered. */
  answered(flight: Shipment<C>, reply: Reply): void;
  /** Some of what was sent has not been begun. */
  returned(cargo: readonly C[]): void;
  /** The packet could not be sent. */
  refused(flight: Shipment<C>, reason: unknown): void;
  /** The worker is gone; `guilty` is what it has gone over, where that is known. */
  lost(flight: Shipment<C>, reason: unknown, blame: TaskErrorCode, guilty: unknown): void;
}
