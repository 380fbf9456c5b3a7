import type { Inline } from '../../executors/inline.js';
import type { Meter, Standing } from '../../insight/meter.js';
import type { Pump } from '../../loop/pump.js';
import type { Helper } from '../../loop/share-out.js';
import type { Channel, TakeNow } from '../channel/channel.js';
import { Line } from '../channel/line.js';
import type { Link, Step } from '../channel/link.js';
import type { Site } from '../stage.js';

/** Milliseconds of a call that is not worth waiting for a turn of its own. */
const QUICK = 0.02;
/** Calls to be timed that are worth one, all the same. */
const SOME = 16;

/** Who takes over where a call needs more than to be made. */
interface Caller<In, Out> extends Pump {
  /** Whether it takes up no new items for now. */
  readonly isResting: boolean;
  threw(item: In, error: unknown): void;
  promised(item: In, result: PromiseLike<Out>): void;
}

/**
 * Makes quick calls where their items come from, without a turn of their own: a chain of them is one loop. Not
 * when some are to be timed, nor outside of turns, where no loop looks at the clock.
 */
export class OnTheSpot<In, Out> implements Link, Helper {
  readonly step: Step;
  readonly meter: Meter;
  readonly #caller: Caller<In, Out>;
  readonly #site: Site;
  readonly #input: Channel<In>;
  /** The turn of another in which it takes items, and how many had been taken before. */
  #turn = -1;
  #before = 0;
  /** The calls that are made with an item, its own first. */
  #line: Line | undefined;

  constructor(caller: Caller<In, Out>, fn: Inline<In, Out>, site: Site) {
    this.#caller = caller;
    this.#site = site;
    this.#input = site.inputs[0]!;
    this.meter = site.meter;
    this.step = { fn, input: this.#input, output: site.outputs[0]!, sieve: undefined, link: this };
  }

  get standing(): Standing {
    return this.#caller.standing;
  }

  get share(): number {
    return this.#caller.share;
  }

  get handed(): number {
    return this.#input.left - this.#before;
  }

  get msAnItem(): number {
    return this.#site.latency.lately;
  }

  readonly takeNow: TakeNow<In> = (item) => {
    if (this.#line?.stretch !== this.#site.scheduler.stretch) {
      if (!this.mayHelp(1)) return false;
      this.#line = new Line(this, this.#site.scheduler);
    }
    return this.#line.take(item);
  };

  mayHelp(coming = 0): boolean {
    const { scheduler, latency, account } = this.#site;
    const { turn, time } = scheduler;
    if (turn === 0 || latency.lately > QUICK || account.active > 0 || this.#caller.isResting) return false;
    if (turn === this.#turn) return true;
    if (latency.allowance.at(time) >= SOME) return false;
    this.#turn = turn;
    this.#before = this.#input.left - coming;
    scheduler.helped(this);
    return true;
  }

  threw(item: In, error: unknown): void {
    this.#site.scheduler.stretch++; // it may be that no more are taken up
    this.#caller.threw(item, error);
  }

  promised(item: In, result: PromiseLike<Out>): void {
    this.#site.scheduler.stretch++;
    this.#caller.promised(item, result);
  }
}
