import { deserialize, serialize } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { sharedMemory } from '../../errors.js';
import type { Packet, Reply, Target } from '../executor.js';
import { TaskHost } from '../host.js';
import { printAtOnce } from '../print-at-once.js';
import { sealCause, sealReply, tryToSerialize } from '../messages.js';
import { sendable } from '../sendable.js';
import { open as mend } from '../values/seal.js';
import { isLetter, type Asked, type Letter, type Told } from '../words.js';

// The file that a child process runs: the host, called by messages of its parent.

/** Signals that a program may want to answer itself. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const send = process.send!.bind(process);
const host = new TaskHost();

const offered: Record<Asked['name'], (value: any) => unknown> = {
  open: (targets: readonly Target[]) => host.open(targets),
  run,
  abort: () => host.abort(),
  raise(signal: NodeJS.Signals) {
    process.off(signal, tellOf);
    process.kill(process.pid, signal);
  },
};

/** Packets and replies come and go as bytes: what can't be sent must fail its item, not end a process. */
async function run(sent: Uint8Array): Promise<Uint8Array> {
  const packet = deserialize(sent) as Packet;
  mend(packet);
  const reply = await host.run(packet);
  try {
    return bytesOf(reply);
  } catch {
    return bytesOf(sendable(reply, tryToSerialize));
  }
}

function bytesOf(reply: Reply): Uint8Array {
  const sealed = sealReply(reply);
  if (sealed.hasSharedMemory) throw sharedMemory();
  return serialize(sealed.reply);
}

function tell(told: Told): void {
  send({ skorche: told } satisfies Letter<Told>, undefined, undefined, () => {}); // nobody left to tell: it ends
}

/** What is sent to all processes of a program is the program's to answer: it is asked what comes of it. */
function tellOf(signal: NodeJS.Signals): void {
  tell({ signal });
}

/** A thread that ends this process when its parent is gone, also while it computes. */
function watchParent(): void {
  try {
    const watch = new Worker(new URL('./parent-watch.js', import.meta.url), { execArgv: [], env: {} });
    watch.on('error', () => {}); // it goes unwatched
    watch.unref();
  } catch {
    // No thread can be made: it ends with its parent when it next has nothing to do.
  }
}

watchParent();
printAtOnce();
for (const signal of SIGNALS) process.on(signal, tellOf);
process.on('uncaughtExceptionMonitor', (error) => {
  const { cause: uncaught, ...extras } = sealCause(error);
  tell({ uncaught, ...extras });
});
process.once('disconnect', () => process.exit()); // nobody is left to work for
process.on('message', async (message) => {
  if (!isLetter<Asked>(message)) return;
  const { id, name, value } = message.skorche;
  tell({ answer: id, value: await offered[name](value) });
});
