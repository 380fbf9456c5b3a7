import { WorkerError } from '../errors.js';
import type { Packet, Reply, Target } from './executor.js';
import type { Refusal } from './host.js';
import { unpack } from './portable-error.js';

/** The host inside a worker, as both kinds of worker let it be called. */
export interface Host {
  open(targets: readonly Target[]): Promise<Refusal | undefined>;
  run(packet: Packet): Promise<Reply>;
  salvage(id: number): Promise<Reply | undefined>;
  abort(): Promise<void>;
}

/** @throws {@link WorkerError} when the worker can't import what it is asked for */
export async function openHost(host: Host, targets: readonly Target[]): Promise<void> {
  const refusal = await host.open(targets);
  if (refusal === undefined) return;
  const { code, message, cause } = refusal;
  throw new WorkerError(code, `worker: ${message}`, cause && { cause: unpack(cause) });
}

/** Runs a packet; where its results can't be cloned, asks again for those that can. */
export async function runPacket(host: Host, packet: Packet): Promise<Reply> {
  try {
    return await host.run(packet);
  } catch (error) {
    const salvaged =
      isCloneError(error) && canBeCloned(packet.items) ? await host.salvage(packet.id) : undefined;
    if (salvaged === undefined) throw error;
    return salvaged;
  }
}

/** Whether something could not be sent. */
export function isCloneError(error: unknown): boolean {
  return (error as Error | undefined)?.name === 'DataCloneError';
}

/** Whether a value can be sent to a worker. */
export function canBeCloned(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}
