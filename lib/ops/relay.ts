import { Channel } from '../flow/channel/channel.js';
import type { Demand } from '../flow/channel/demand.js';
import type { Site } from '../flow/stage.js';
import type { Standing } from '../insight/meter.js';
import { Pump } from '../loop/pump.js';

/**
 * Passes the items of a queue into the op behind it in turns of its own. There a row of calls that go straight
 * from queue to queue ends; so do the holds and releases that come the other way.
 */
export class Relay<T> extends Pump {
  readonly #input: Channel<T>;
  /** From here on, items go straight on: none waits, and only the relay knows of it. */
  readonly #ahead = new Channel<T>();
  readonly #site: Site;

  constructor(input: Channel<T>, site: Site) {
    super();
    this.meter = site.meter; // what is done in its turns is the op's
    this.#input = input;
    this.#site = site;
    this.#ahead.join(site.scheduler, site.fail);
    this.#ahead.filledByPump(this);
    input.relayBy(this, this.#ahead);
  }

  /** Whether the op has room. */
  get demand(): Demand {
    return this.#ahead.demand;
  }

  override get standing(): Standing {
    if (this.#site.outputs.every((output) => output.isEnded)) return 'done';
    if (!this.#ahead.isReady) return 'blocked';
    return this.#input.waiting > 0 ? 'ready' : 'starved';
  }

  pump(): void {
    const { scheduler } = this.#site;
    while (this.#input.waiting > 0 && this.#ahead.isReady) {
      if (scheduler.isSpent()) return scheduler.wake(this);
      this.#input.passTaken(this.#ahead);
    }
    if (this.#input.isDrained) this.#ahead.complete();
  }
}
