import { TurnClock } from './properties/turn-clock.js';

/** A clock on which time passes only while a call takes some: what others do on a busy machine is nobody's time. */
export class StillClock extends TurnClock {
  #time = 0;

  override readonly now = (): number => this.#time;
  override readonly worked = (): number => this.#time;

  /** Takes the thread for `ms`. */
  readonly take = (ms: number): void => void (this.#time += ms);
}
