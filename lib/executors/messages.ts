import { serialize } from 'node:v8';
import { sharedMemory } from '../errors.js';
import type { Packet, Reply } from './executor.js';
import { portable } from './values/portable-error.js';
import { seal, type Extras } from './values/seal.js';

/** More ArrayBuffers of one message are copied: Node compares each that is moved with all others. */
const MOST_MOVED = 1000;

/** A packet as it is to be sent, and whether it has memory that can't leave the process. */
export function sealPacket(packet: Packet): { readonly packet: Packet; readonly hasSharedMemory: boolean } {
  const { values, extras, hasSharedMemory } = seal(packet.items);
  return { packet: { ...packet, items: values, ...extras }, hasSharedMemory };
}

/** A reply as it is to be sent, and the memory that is to be moved with it. */
export function sealReply(reply: Reply): {
  readonly reply: Reply;
  readonly owned: readonly ArrayBuffer[];
  readonly hasSharedMemory: boolean;
} {
  const count = reply.values.length;
  const hasFailures = reply.failures.length > 0;
  const { values, extras, owned, hasSharedMemory } = seal(
    hasFailures ? [...reply.values, ...reply.failures] : reply.values,
  );
  const sealed = hasFailures
    ? { values: values.slice(0, count), failures: values.slice(count) as Reply['failures'] }
    : { values };
  return {
    reply: { ...reply, ...sealed, ...extras },
    owned: owned.length > MOST_MOVED ? [] : owned,
    hasSharedMemory,
  };
}

/** Why a worker can't do its work, as it is to be sent. */
export function sealCause(cause: unknown): Extras & { readonly cause?: unknown } {
  const { values, extras } = seal([portable(cause)]);
  return { ...extras, cause: values[0] };
}

/**
 * Whether a value can be sent to a thread or from it.
 *
 * @throws why it can't
 */
export function tryToClone(value: unknown): void {
  const { values, extras } = seal([value]);
  structuredClone({ values, extras });
}

/** The same for a process, which memory can't be shared with. */
export function tryToSerialize(value: unknown): void {
  const { values, extras, hasSharedMemory } = seal([value]);
  if (hasSharedMemory) throw sharedMemory();
  serialize({ values, extras });
}
