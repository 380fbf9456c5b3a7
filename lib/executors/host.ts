import { setMaxListeners } from 'node:events';
import { systemClock } from '../clock.js';
import { reasonOf } from '../errors.js';
import { notThere } from '../errors/workers.js';
import type { Packet, Reply, Target } from './executor.js';
import { adviceOn, exportOf, shown } from './module.js';
import { PacketWork, type Fn, type Time } from './packet-work.js';
import { sealCause } from './messages.js';
import type { Extras } from './values/seal.js';

// What runs inside a worker, whatever kind of worker it is: it imports modules and runs packets.

/** Why a worker can't do its work: told as data, since errors lose their class on the way. */
export interface Refusal extends Extras {
  readonly code: 'worker-start-failed' | 'no-such-export';
  readonly message: string;
  readonly cause?: unknown;
}

/** Imports modules, and runs packets. */
export class TaskHost {
  readonly #time: Time;
  readonly #aborter = new AbortController();
  /** What was imported, and what is being. */
  readonly #found = new Map<string, Fn | Refusal>();
  readonly #finding = new Map<string, Promise<Fn | Refusal>>();
  /** Packets run one after the other, unless they are parallel. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(time: Time = systemClock) {
    this.#time = time;
    setMaxListeners(0, this.#aborter.signal); // every attempt with a timeout listens
  }

  /** Imports the modules and looks the exports up. Nothing is wrong: undefined. */
  async open(targets: readonly Target[]): Promise<Refusal | undefined> {
    for (const target of targets) {
      const found = await this.#find(target);
      if (typeof found !== 'function') return found;
    }
    return undefined;
  }

  /** Runs a packet: its items one after the other, behind the packets before it. */
  run(packet: Packet): Promise<Reply> {
    const found = this.#found.get(keyOf(packet));
    if (found === undefined) return this.#find(packet).then(() => this.run(packet));
    if (typeof found !== 'function') return Promise.reject(notThere(found.message));
    const fn = this.called(found, packet);
    const work = (): Promise<Reply> => new PacketWork(packet, fn, this.#time, this.#aborter.signal).reply();
    if (packet.isParallel) return work();
    const reply = this.#last.then(work);
    this.#last = reply.then(ignore, ignore); // not the reply, which may be large
    return reply;
  }

  /** Has the signals of the calls under way aborted. */
  abort(): void {
    this.#aborter.abort();
  }

  /** What is called for the items of a packet. */
  protected called(fn: Fn, _packet: Packet): Fn {
    return fn;
  }

  /** The function, imported once; or why there is none. */
  #find(target: Target): Promise<Fn | Refusal> {
    const key = keyOf(target);
    const known = this.#finding.get(key);
    if (known !== undefined) return known;
    const finding = importFunction(target).then((found) => {
      this.#found.set(key, found);
      return found;
    });
    this.#finding.set(key, finding);
    return finding;
  }
}

function keyOf({ module, name }: Target): string {
  return `${name} ${module}`;
}

const ignore = (): void => {};

async function importFunction(target: Target): Promise<Fn | Refusal> {
  const { module } = target;
  try {
    const found = exportOf((await import(module)) as Record<string, unknown>, target);
    return typeof found === 'string' ? { code: 'no-such-export', message: found } : (found as Fn);
  } catch (error) {
    const message = `${shown(module)} can't be imported: ${reasonOf(error)}${adviceOn(module, Object(error))}`;
    return { code: 'worker-start-failed', message, ...sealCause(error) };
  }
}
