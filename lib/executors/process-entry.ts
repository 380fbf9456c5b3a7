import { serialize } from 'node:v8';
import type { Packet } from './executor.js';
import * as host from './host.js';

// The file that a child process runs: the host, called through tinypool by the name of what is asked.

export const open = host.open;
export const abort = host.abort;

/** Serializes the reply itself: what can't be sent must fail its item, not end the process. */
export async function run(packet: Packet): Promise<Uint8Array> {
  const reply = await host.run(packet);
  try {
    return serialize(reply);
  } catch {
    return serialize(host.salvage(packet.id));
  }
}
