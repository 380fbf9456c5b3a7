/** Most that are timed at once, after a while in which there were few. */
const AT_ONCE = 128;

/**
 * How many calls may be timed: one for each millisecond that has passed, so a thousand a second. Timing costs next to
 * nothing then, and what comes more often is known well enough by some.
 */
export class Allowance {
  /** Until when what was timed has been paid for. */
  #paid = -Infinity;

  at(now: number): number {
    return Math.min(AT_ONCE, Math.floor(now - this.#paid));
  }

  spend(calls: number, now: number): void {
    this.#paid = Math.max(this.#paid, now - AT_ONCE) + calls;
  }
}
