import { Worker as Thread, type ResourceLimits } from 'node:worker_threads';
import { startFailed } from '../../errors.js';
import { workerEnded } from '../../errors/workers.js';
import type { Death, Executor, Packet, Reply, Target, Worker } from '../executor.js';
import { isText } from '../inherited-flags.js';
import { passedOn } from '../last-words.js';
import { sealPacket } from '../messages.js';
import { open } from '../values/seal.js';
import { requireQuietly } from './require-quietly.js';
import { openHost, Unsent, type Host } from '../worker-call.js';

interface ThreadsMaster {
  spawn(worker: object): Promise<Host>;
}

const ENTRY = new URL('./worker-thread.js', import.meta.url);

/** Worker threads, called through proxies of threads.js. The only file that uses it on this side. */
export const threadsExecutor: Executor = { kind: 'threads', sharesMemory: true, open: openThread };

async function openThread(
  targets: readonly Target[],
  died: (death: Death) => void,
  signal: AbortSignal,
): Promise<Worker> {
  const { spawn } = requireQuietly<ThreadsMaster>('threads', ['SIGINT', 'SIGTERM']);
  const thread = startThread(targets);
  const calls = new Calls();
  let isClosing = false;
  const gone = endOf(thread).then((death) => {
    if (!isClosing) died(death);
    calls.fail(death);
  });
  const close = async (): Promise<void> => {
    isClosing = true;
    await thread.terminate();
    await gone;
  };
  const giveUp = (): void => void close();
  signal.addEventListener('abort', giveUp);
  let host: Host;
  try {
    // `spawn` waits for the thread's first message under a timer that nobody can end: it is called when that is there.
    const greeting = await calls.add(new Promise((resolve) => thread.once('message', resolve)));
    const spawned = spawn(asWebWorker(thread));
    thread.emit('message', greeting);
    host = await spawned;
    await calls.add(openHost(host, targets));
  } catch (error) {
    await close();
    throw startFailed('thread', targets, error);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
  return {
    run: (packet) => calls.add(send(host, packet)),
    abort: () => void host.abort().then(undefined, () => {}),
    ref: () => thread.ref(),
    unref: () => thread.unref(),
    close,
  };
}

/**
 * Calls under way. threads.js would wait for ever for a thread that is gone. A `Promise.race` with its end
 * would do, but for what it leaves behind: every result would be kept for as long as the thread lives.
 */
class Calls {
  readonly #rejects = new Set<(reason: unknown) => void>();
  #death: Death | undefined;

  add<T>(call: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#death !== undefined) return reject(this.#death.reason);
      this.#rejects.add(reject);
      const settled = (): unknown => this.#rejects.delete(reject);
      call.then(resolve, reject).then(settled, settled);
    });
  }

  fail(death: Death): void {
    this.#death = death;
    for (const reject of this.#rejects) reject(death.reason);
    this.#rejects.clear();
  }
}

/** The host answers every packet that reaches it: an error is one of sending. */
async function send(host: Host, packet: Packet): Promise<Reply> {
  try {
    const reply = await host.run(sealPacket(packet).packet);
    open(reply);
    return reply;
  } catch (error) {
    throw new Unsent(error);
  }
}

/** Threads inherit all of the program's flags. Those of a program that is text allow only text. */
function startThread(targets: readonly Target[]): Thread {
  const options = { resourceLimits: limitsOf(targets) };
  try {
    if (!isText()) return new Thread(ENTRY, options);
    return new Thread(`import(${JSON.stringify(ENTRY)})`, { ...options, eval: true });
  } catch (error) {
    throw startFailed('thread', targets, error);
  }
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

/** How the thread has ended, when all that it printed was passed on. */
function endOf(thread: Thread): Promise<Death> {
  let reason: unknown;
  thread.once('error', (error) => (reason = error));
  thread.once('messageerror', (error) => {
    reason = error;
    void thread.terminate();
  });
  return new Promise((resolve) => {
    thread.once('exit', async (code) => {
      await passedOn([thread.stdout, thread.stderr]);
      resolve({ reason: reason ?? workerEnded('thread', code), code });
    });
  });
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
