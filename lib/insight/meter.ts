/**
 * What a node does, or waits for: at work; ready to, and waiting for its turn on a thread or for a
 * worker; held up by what follows; held up by itself, for the time of another attempt or for a result that
 * others must not overtake; without items; or through.
 */
export type Standing = 'working' | 'ready' | 'blocked' | 'resting' | 'starved' | 'done';

/** Where a node's time went, in milliseconds. */
export interface Times {
  /** From its begin until it was done. */
  readonly life: number;
  /** At work: as a share of its calls while they are under way, in full while it had this thread. */
  readonly worked: number;
  /** Of that, on this thread. */
  readonly own: number;
  /** Ready, and waiting for a thread or a worker. */
  readonly ready: number;
  readonly blocked: number;
  readonly resting: number;
  readonly starved: number;
}

/** Numbers that {@link Meter.write} writes. */
export const WRITTEN = 6;

/** The times of a meter, as they were written from `at` on. */
export function timesIn(written: Float64Array, at: number): Times {
  const worked = written[at]!;
  const ready = written[at + 2]!;
  const blocked = written[at + 3]!;
  const resting = written[at + 4]!;
  const starved = written[at + 5]!;
  const life = worked + ready + blocked + resting + starved;
  return { life, worked, own: written[at + 1]!, ready, blocked, resting, starved };
}

/**
 * Integrates a node's time over what it does. Told only when that changes, or when the node has had its
 * turn on this thread, for many items at once: an item costs nothing.
 */
export class Meter {
  /** What it does or waits for, where it isn't at work. */
  standing: Standing = 'starved';
  /** Begun by what it waits for, not with the run: until then, its time doesn't count. */
  isDeferred = false;
  /** Share of its calls under way, from 0 to 1. */
  #share = 0;
  #begun: number | undefined;
  #since = 0;
  #worked = 0;
  #own = 0;
  #ready = 0;
  #blocked = 0;
  #resting = 0;
  #starved = 0;

  /** Its time counts from `now` on. */
  begin(now: number): void {
    if (this.#begun === undefined) this.#begun = this.#since = now;
  }

  /** From `now` on it does, or waits for, something else. */
  becomes(now: number, standing: Standing, share = 0): void {
    this.#settle(now);
    this.standing = standing;
    this.#share = share;
  }

  /** It has had this thread for `own` milliseconds between `begun` and `ended`; this is how it is now. */
  ran(begun: number, ended: number, own: number, standing: Standing, share: number): void {
    this.#settle(begun);
    this.standing = standing;
    this.#share = share;
    if (this.#begun === undefined) return;
    this.#own += own;
    this.#worked += own;
    this.#ready += ended - begun - own;
    this.#since = ended;
  }

  /** The times as they stand at `now`. */
  read(now: number): Times {
    this.#settle(now);
    const [worked, ready, blocked] = [this.#worked, this.#ready, this.#blocked];
    const [resting, starved] = [this.#resting, this.#starved];
    const life = worked + ready + blocked + resting + starved;
    return { life, worked, own: this.#own, ready, blocked, resting, starved };
  }

  /** Writes the times as they stand at `now` into `written`, from `at` on: a run of many nodes makes no object each. */
  write(now: number, written: Float64Array, at: number): void {
    this.#settle(now);
    written[at] = this.#worked;
    written[at + 1] = this.#own;
    written[at + 2] = this.#ready;
    written[at + 3] = this.#blocked;
    written[at + 4] = this.#resting;
    written[at + 5] = this.#starved;
  }

  #settle(now: number): void {
    if (this.#begun === undefined || now <= this.#since) return;
    const passed = now - this.#since;
    this.#since = now;
    const { standing } = this;
    if (standing === 'done') return;
    const worked = standing === 'working' ? passed : passed * this.#share;
    this.#worked += worked;
    if (standing === 'ready') this.#ready += passed - worked;
    else if (standing === 'blocked') this.#blocked += passed - worked;
    else if (standing === 'resting') this.#resting += passed - worked;
    else this.#starved += passed - worked;
  }
}
