import { plannedDeath } from '../errors/testing.js';
import type { Death, Executor, Packet, Reply, Worker } from '../executors/executor.js';
import { sealPacket, sealReply, tryToClone } from '../executors/messages.js';
import { open, type Extras } from '../executors/values/seal.js';
import { TaskHost } from '../executors/host.js';
import type { Fn } from '../executors/packet-work.js';
import { sendable } from '../executors/sendable.js';
import { openHost, Unsent } from '../executors/worker-call.js';
import type { Plans } from './plans.js';
import type { VirtualTime } from './virtual-time.js';

/**
 * Workers that are none: they run their packets on this thread, on its clock, and die when a plan says
 * so. Values are cloned on their way, as on the way to real ones.
 */
export function virtualWorkers(kind: 'threads' | 'processes', time: VirtualTime, plans: Plans): Executor {
  return {
    kind,
    sharesMemory: kind === 'threads',
    open: async (targets, died) => {
      const worker = new VirtualWorker(kind, time, plans, died);
      await time.real(openHost(worker.host, targets)); // modules are read from a disk
      return worker;
    },
  };
}

class VirtualWorker implements Worker {
  readonly host: TaskHost;
  readonly #kind: 'threads' | 'processes';

  constructor(kind: 'threads' | 'processes', time: VirtualTime, plans: Plans, died: (death: Death) => void) {
    this.host = new PlannedHost(time, plans, () => died({ reason: plannedDeath() }));
    this.#kind = kind;
  }

  /** Never answers when it has died: `died` has told of that. */
  async run(packet: Packet): Promise<Reply> {
    let sent: Packet;
    try {
      sent = arrived(sealPacket(packet).packet);
    } catch (error) {
      throw new Unsent(error);
    }
    const reply = await this.host.run(sent);
    try {
      const sealed = sealReply(reply);
      return arrived(sealed.reply, this.#kind === 'threads' ? sealed.owned : []);
    } catch {
      return arrived(sealReply(sendable(reply, tryToClone)).reply);
    }
  }

  abort(): void {
    this.host.abort();
  }

  ref(): void {}

  unref(): void {}

  async close(): Promise<void> {}
}

/** A message as it arrives, on its way to a worker or back. */
function arrived<T extends Extras>(message: T, transfer: readonly ArrayBuffer[] = []): T {
  const clone = structuredClone(message, { transfer: [...transfer] });
  open(clone);
  return clone;
}

/** A host whose calls go as planned; when its worker has died, it makes no more. */
class PlannedHost extends TaskHost {
  readonly #plans: Plans;
  readonly #die: () => void;
  #isDead = false;

  constructor(time: VirtualTime, plans: Plans, die: () => void) {
    super(time);
    this.#plans = plans;
    this.#die = die;
  }

  protected override called(fn: Fn, { task }: Packet): Fn {
    const planned = this.#plans.around(fn, task, () => {
      this.#isDead = true;
      this.#die();
    });
    return (...args) => (this.#isDead ? new Promise(() => {}) : planned(...args));
  }
}
