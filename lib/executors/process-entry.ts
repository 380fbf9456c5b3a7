import { deserialize, serialize } from 'node:v8';
import type { Packet, Target } from './executor.js';
import { TaskHost, type Refusal } from './host.js';
import { sendable } from './sendable.js';

// The file that a child process runs: the host, called through tinypool by the name of what is asked.

process.once('disconnect', () => process.exit()); // nobody is left to work for

const host = new TaskHost();

export const open = (targets: readonly Target[]): Promise<Refusal | undefined> => host.open(targets);
export const abort = (): void => host.abort();

/** Packets and replies come and go as bytes: what can't be sent must fail its item, not end a process. */
export async function run(sent: Uint8Array): Promise<Uint8Array> {
  const reply = await host.run(deserialize(sent) as Packet);
  try {
    return serialize(reply);
  } catch {
    return serialize(sendable(reply, serialize));
  }
}
