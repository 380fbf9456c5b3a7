import { systemClock, type Clock } from '../../lib/clock.js';

/** A timeout of so many milliseconds is one turn: no call holds the thread for as long, on however busy a machine. */
export const MS_A_TURN = 1_000_000;

/** A clock whose timers count turns of the event loop: nobody sleeps, and a call that goes well takes one turn. */
export class TurnClock implements Clock {
  readonly now = systemClock.now;
  readonly soon = systemClock.soon;
  readonly yield = systemClock.yield;
  readonly worked = systemClock.worked;
  readonly #timers = new Set<{ readonly due: number; readonly work: () => void }>();
  #turn = 0;
  #isTicking = false;

  /** Timers that have neither gone off nor been called off. */
  get pending(): number {
    return this.#timers.size;
  }

  after(time: number, work: () => void): () => void {
    const turns = time < MS_A_TURN ? time : time / MS_A_TURN;
    const timer = { due: this.#turn + Math.max(1, turns), work };
    this.#timers.add(timer);
    this.#tickOn();
    return () => this.#timers.delete(timer);
  }

  every(turns: number, work: () => void): () => void {
    let callOff: () => void;
    const arm = (): void => {
      callOff = this.after(turns, () => {
        arm();
        work();
      });
    };
    arm();
    return () => callOff();
  }

  #tickOn(): void {
    if (this.#isTicking) return;
    this.#isTicking = true;
    setImmediate(() => {
      this.#isTicking = false;
      this.#turn++;
      for (const timer of [...this.#timers].toSorted((a, b) => a.due - b.due)) {
        if (timer.due <= this.#turn && this.#timers.delete(timer)) timer.work();
      }
      if (this.#timers.size > 0) this.#tickOn();
    });
  }
}
