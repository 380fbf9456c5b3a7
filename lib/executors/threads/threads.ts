import { createRequire } from 'node:module';
import { Worker as Thread, type ResourceLimits } from 'node:worker_threads';
import { startFailed } from '../../errors.js';
import { workerEnded } from '../../errors/workers.js';
import type { Death, Packet, Reply, Target, Worker } from '../executor.js';
import { Calls } from '../calls.js';
import { isText } from '../inherited-flags.js';
import { passedOn } from '../last-words.js';
import { sealPacket } from '../messages.js';
import { open } from '../values/seal.js';
import { isLetter, type Asked, type Letter, type Told } from '../words.js';
import { openHost, Unsent, type Host } from '../worker-call.js';
import { quietly } from './quietly.js';

/** What a thread offers through proxies of threads.js. */
type Supervised = Pick<Host, 'open' | 'abort'>;

interface ThreadsMaster {
  spawn(worker: object): Promise<Supervised>;
}

const require = createRequire(import.meta.url);
const ENTRY = new URL('./worker-thread.js', import.meta.url);

/**
 * Opens a worker thread (`Executor.open`): started, opened and told of an abort through threads.js. The only file that
 * uses it on this side. Packets go beside it, to one listener: it would have one for each that is under way, and show
 * all answers to all.
 */
export async function openThread(
  targets: readonly Target[],
  died: (death: Death) => void,
  signal: AbortSignal,
): Promise<Worker> {
  const thread = startThread(targets);
  const calls = new Calls();
  let isClosing = false;
  const gone = endOf(thread).then((death) => {
    if (!isClosing) died(death);
    calls.fail(death);
    return death;
  });
  const lost = gone.then(({ reason }) => Promise.reject(reason));
  lost.catch(() => {});
  const close = async (): Promise<void> => {
    isClosing = true;
    await thread.terminate();
    await gone;
  };
  const giveUp = (): void => void close();
  signal.addEventListener('abort', giveUp);
  let host: Supervised;
  try {
    // `spawn` waits for the thread's first message under a timer that nobody can end: it is called when that is there.
    const greeted = new Promise((resolve) => thread.once('message', resolve));
    const { spawn } = await loadThreads();
    const greeting = await Promise.race([greeted, lost]);
    const spawned = spawn(asWebWorker(thread));
    thread.emit('message', greeting);
    host = await spawned;
    await Promise.race([openHost(host, targets), lost]);
  } catch (error) {
    await close();
    throw startFailed('thread', targets, error);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
  thread.on('message', (message) => {
    if (!isLetter<Told>(message) || !('answer' in message.skorche)) return;
    const { answer, value } = message.skorche;
    open(value as Reply);
    calls.answered(answer, value);
  });
  return {
    run: (packet) => calls.make((id) => send(thread, id, packet)) as Promise<Reply>,
    abort: () => void host.abort().then(undefined, () => {}),
    ref: () => thread.ref(),
    unref: () => thread.unref(),
    close,
  };
}

let loading: Promise<ThreadsMaster> | undefined;

/** threads.js; not before all threads have been started that were asked for at once: they start while it is loaded. */
function loadThreads(): Promise<ThreadsMaster> {
  loading ??= Promise.resolve().then(() =>
    quietly(() => require('threads') as ThreadsMaster, ['SIGINT', 'SIGTERM']),
  );
  return loading;
}

/** @throws {@link Unsent} for what can't be cloned */
function send(thread: Thread, id: number, packet: Packet): void {
  try {
    const value = sealPacket(packet).packet;
    thread.postMessage({ skorche: { id, name: 'run', value } } satisfies Letter<Asked>);
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
