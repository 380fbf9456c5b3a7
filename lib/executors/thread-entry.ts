import { parentPort, type Transferable } from 'node:worker_threads';
import { ownedBuffers, revive, withBuffers } from './buffers.js';
import type { Packet, Reply, Target } from './executor.js';
import { TaskHost } from './host.js';
import { printAtOnce } from './print-at-once.js';
import { requireQuietly } from './require-quietly.js';
import { sendable } from './sendable.js';

// The file that a worker thread runs: the host, exposed by threads.js.

interface ThreadsWorker {
  expose(exposed: object): void;
  Transfer(payload: unknown, transferables: readonly ArrayBuffer[]): never;
}

const { expose, Transfer } = requireQuietly<ThreadsWorker>('threads/worker', [
  'uncaughtException',
  'unhandledRejection',
]);

printAtOnce();
const host = new TaskHost();

const run = async (packet: Packet): Promise<Reply> => {
  revive(packet);
  const reply = await host.run(packet);
  const message = withBuffers(reply, reply.values);
  const owned = ownedBuffers(reply.values);
  return owned.length === 0 ? message : Transfer(message, owned);
};

// threads.js would answer a reply that can't be cloned with an error, and all its results were lost.
const port = parentPort!;
const post = port.postMessage.bind(port);
port.postMessage = (message: { readonly payload?: Reply }, transferables?: readonly Transferable[]) => {
  try {
    post(message, transferables);
  } catch (error) {
    const { payload } = message;
    if (payload?.values === undefined) throw error;
    const reply = sendable(payload, structuredClone);
    post({ ...message, payload: withBuffers(reply, reply.values) });
  }
};

expose({ open: (targets: readonly Target[]) => host.open(targets), run, abort: () => host.abort() });
