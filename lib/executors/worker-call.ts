import { refused } from '../errors/workers.js';
import type { Packet, Reply, Target } from './executor.js';
import type { Refusal } from './host.js';
import { tryToClone } from './messages.js';
import { open } from './values/seal.js';

/** The host inside a worker, as both kinds of worker let it be called. */
export interface Host {
  open(targets: readonly Target[]): Promise<Refusal | undefined>;
  run(packet: Packet): Promise<Reply>;
  abort(): Promise<void>;
}

/** A packet could not be sent, for the `cause`; the worker lives. */
export class Unsent extends Error {
  constructor(cause: unknown) {
    super('a packet could not be sent', { cause });
  }
}

/** @throws `WorkerError` when the worker can't import what it is asked for */
export async function openHost(host: Pick<Host, 'open'>, targets: readonly Target[]): Promise<void> {
  const refusal = await host.open(targets);
  if (refusal === undefined) return;
  open(refusal);
  const { code, message, cause } = refusal;
  throw refused(code, message, cause);
}

/** Whether a value can be sent to a worker. */
export function canBeSent(value: unknown): boolean {
  try {
    tryToClone(value);
    return true;
  } catch {
    return false;
  }
}
