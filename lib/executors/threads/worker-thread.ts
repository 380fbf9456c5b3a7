import { parentPort } from 'node:worker_threads';
import type { Packet, Reply, Target } from '../executor.js';
import { TaskHost } from '../host.js';
import { sealReply, tryToClone } from '../messages.js';
import { hasPrinted, printAtOnce, printed } from '../print-at-once.js';
import { sendable } from '../sendable.js';
import { open } from '../values/seal.js';
import { isLetter, type Asked, type Letter, type Told } from '../words.js';
import { quietly } from './quietly.js';

// The file that a worker thread runs: the host, exposed by threads.js; packets come and go beside that.

interface ThreadsWorker {
  expose(exposed: object): void;
}

// A `require` that the bundler sees: what it loads is in this file, too.
const { expose } = quietly(
  () => require('threads/worker') as ThreadsWorker,
  ['uncaughtException', 'unhandledRejection'],
);

printAtOnce();
const host = new TaskHost();
const port = parentPort!;
const post = port.postMessage.bind(port);

async function run(id: number, packet: Packet): Promise<void> {
  open(packet);
  const reply = await host.run(packet);
  if (hasPrinted()) await printed();
  try {
    const { reply: sealed, owned } = sealReply(reply);
    answer(id, sealed, owned);
  } catch {
    answer(id, sealReply(sendable(reply, tryToClone)).reply);
  }
}

function answer(id: number, value: Reply, owned: readonly ArrayBuffer[] = []): void {
  post({ skorche: { answer: id, value } } satisfies Letter<Told>, owned);
}

port.on('message', (message) => {
  if (isLetter<Asked>(message)) void run(message.skorche.id, message.skorche.value as Packet);
});

expose({ open: (targets: readonly Target[]) => host.open(targets), abort: () => host.abort() });
