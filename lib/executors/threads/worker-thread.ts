import { parentPort, type Transferable } from 'node:worker_threads';
import { sealReply, tryToClone } from '../messages.js';
import type { Packet, Reply, Target } from '../executor.js';
import { TaskHost } from '../host.js';
import { printAtOnce } from '../print-at-once.js';
import { requireQuietly } from './require-quietly.js';
import { sendable } from '../sendable.js';
import { open } from '../values/seal.js';

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
/** Replies by what is sent of them. */
const replies = new WeakMap<Reply, Reply>();

const run = async (packet: Packet): Promise<Reply> => {
  open(packet);
  const reply = await host.run(packet);
  const sealed = sealReply(reply);
  replies.set(sealed.reply, reply);
  return sealed.owned.length === 0 ? sealed.reply : Transfer(sealed.reply, sealed.owned);
};

// threads.js would answer a reply that can't be cloned with an error, and all its results were lost.
const port = parentPort!;
const post = port.postMessage.bind(port);
port.postMessage = (message: { readonly payload?: Reply }, transferables?: readonly Transferable[]) => {
  try {
    post(message, transferables);
  } catch (error) {
    const reply = message.payload && replies.get(message.payload);
    if (reply === undefined) throw error;
    const payload = sealReply(sendable(reply, tryToClone)).reply;
    post({ ...message, payload });
  }
};

expose({ open: (targets: readonly Target[]) => host.open(targets), run, abort: () => host.abort() });
