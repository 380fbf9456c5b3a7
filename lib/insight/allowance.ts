/** Most calls a second that are timed: what comes more often is known well enough by some. */
const A_SECOND = 1000;

/** How many calls may be timed: a thousand a second on average, so that timing costs next to nothing. */
export class Allowance {
  /** Until when what was timed has been paid for. */
  #paid = -Infinity;

  at(now: number): number {
    return Math.min(A_SECOND, Math.floor(now - this.#paid));
  }

  spend(calls: number, now: number): void {
    this.#paid = Math.max(this.#paid, now - A_SECOND) + calls;
  }
}
