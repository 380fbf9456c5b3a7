import { once } from 'node:events';
import { Worker as Thread, type ResourceLimits } from 'node:worker_threads';
import { startFailed } from '../errors.js';
import type { Executor, Packet, Reply, Target, Worker } from './executor.js';
import { revive, withBuffers } from './buffers.js';
import { isText } from './inherited-flags.js';
import { requireQuietly } from './require-quietly.js';
import { openHost, Unsent, type Host } from './worker-call.js';

interface ThreadsMaster {
  spawn(worker: object): Promise<Host>;
}

const ENTRY = new URL('./thread-entry.js', import.meta.url);

/** Worker threads, called through proxies of threads.js. The only file that uses it on this side. */
export const threadsExecutor: Executor = { kind: 'threads', sharesMemory: true, open: openThread };

async function openThread(
  targets: readonly Target[],
  died: (reason: Error) => void,
  signal: AbortSignal,
): Promise<Worker> {
  const { spawn } = requireQuietly<ThreadsMaster>('threads', ['SIGINT', 'SIGTERM']);
  const thread = startThread(limitsOf(targets));
  const gone = endOf(thread);
  const giveUp = (): void => void thread.terminate();
  signal.addEventListener('abort', giveUp);
  let host: Host;
  try {
    // `spawn` waits for the thread's first message under a timer that nobody can end: it is called when that is there.
    const [greeting] = (await Promise.race([once(thread, 'message'), gone])) as [unknown];
    const spawned = spawn(asWebWorker(thread));
    thread.emit('message', greeting);
    host = await spawned;
    await Promise.race([openHost(host, targets), gone]);
  } catch (error) {
    await thread.terminate();
    throw startFailed('thread', targets, error);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
  let isClosing = false;
  const calls = new Calls();
  gone.catch((reason: Error) => {
    calls.fail(reason);
    if (!isClosing) died(reason);
  });
  return {
    run: (packet) => calls.add(send(host, packet)),
    abort: () => void host.abort().then(undefined, () => {}),
    ref: () => thread.ref(),
    unref: () => thread.unref(),
    close: async () => {
      isClosing = true;
      await thread.terminate();
    },
  };
}

/**
 * Calls under way. threads.js would wait for ever for a thread that is gone. A `Promise.race` with its end
 * would do, but for what it leaves behind: every result would be kept for as long as the thread lives.
 */
class Calls {
  readonly #rejects = new Set<(reason: Error) => void>();

  add<T>(call: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#rejects.add(reject);
      const settled = (): unknown => this.#rejects.delete(reject);
      call.then(resolve, reject).then(settled, settled);
    });
  }

  fail(reason: Error): void {
    for (const reject of this.#rejects) reject(reason);
    this.#rejects.clear();
  }
}

/** The host answers every packet that reaches it: an error is one of sending. */
async function send(host: Host, packet: Packet): Promise<Reply> {
  try {
    const reply = await host.run(withBuffers(packet, packet.items));
    revive(reply);
    return reply;
  } catch (error) {
    throw new Unsent(error);
  }
}

/** Threads inherit all of the program's flags. Those of a program that is text allow only text. */
function startThread(resourceLimits: ResourceLimits): Thread {
  const options = { resourceLimits };
  if (!isText()) return new Thread(ENTRY, options);
  return new Thread(`import(${JSON.stringify(ENTRY)})`, { ...options, eval: true });
}

/** The widest of the limits that the tasks were given: they share their workers. */
function limitsOf(targets: readonly Target[]): ResourceLimits {
  const limits: Record<string, number> = {};
  for (const { resourceLimits } of targets) {
    for (const [key, value] of Object.entries(resourceLimits ?? {}))
      limits[key] = Math.max(value, limits[key] ?? 0);
  }
  return limits;
}

/** Rejects when the thread ends, whyever it does. */
function endOf(thread: Thread): Promise<never> {
  const gone = new Promise<never>((_resolve, reject) => {
    thread.once('error', reject);
    thread.once('messageerror', reject);
    thread.once('exit', (code) => reject(new Error(`the thread ended with exit code ${code}`)));
  });
  gone.catch(() => {});
  return gone;
}

type Listener = (event: { readonly data: unknown }) => void;

/** A thread with the two methods that `spawn` expects of a web worker. */
function asWebWorker(thread: Thread): object {
  const wrapped = new Map<Listener, (data: unknown) => void>();
  thread.setMaxListeners(0); // one listener for each call under way
  return Object.assign(thread, {
    addEventListener(event: string, listener: Listener) {
      const inner = (data: unknown): void => listener({ data });
      wrapped.set(listener, inner);
      thread.on(event, inner);
    },
    removeEventListener(event: string, listener: Listener) {
      const inner = wrapped.get(listener);
      if (inner !== undefined) thread.off(event, inner);
      wrapped.delete(listener);
    },
  });
}
