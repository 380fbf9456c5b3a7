import type { Packet, Reply } from './executor.js';
import * as host from './host.js';
import { ownedBuffers } from './owned-buffers.js';
import { requireQuietly } from './require-quietly.js';

// The file that a worker thread runs: the host, exposed by threads.js.

interface ThreadsWorker {
  expose(exposed: object): void;
  Transfer(payload: unknown, transferables: readonly ArrayBuffer[]): never;
}

const { expose, Transfer } = requireQuietly<ThreadsWorker>('threads/worker', [
  'uncaughtException',
  'unhandledRejection',
]);

const run = async (packet: Packet): Promise<Reply> => {
  const reply = await host.run(packet);
  const buffers = ownedBuffers(reply.values);
  return buffers.length === 0 ? reply : Transfer(reply, buffers);
};

expose({ open: host.open, run, salvage: host.salvage, abort: host.abort });
