/** Milliseconds between two marks, and the time that "lately" is. */
const MARK = 250;
const LATELY = 2000;

interface Mark {
  readonly at: number;
  readonly counts: readonly number[];
}

/** How fast counts have grown lately: marks are kept of how they stood. */
export class Rates {
  readonly #marks: Mark[] = [];

  /** Whether it is time for a mark. */
  isDue(now: number): boolean {
    const last = this.#marks.at(-1);
    return last === undefined || now - last.at >= MARK;
  }

  mark(at: number, counts: readonly number[]): void {
    this.#marks.push({ at, counts });
    // One mark is older than what counts as lately, so that there is always one to compare with.
    while (this.#marks.length > 1 && at - this.#marks[1]!.at >= LATELY) this.#marks.shift();
  }

  /** A second, over the last two seconds, or since the begin. */
  of(now: number, counts: readonly number[]): number[] {
    const [then] = this.#marks;
    if (then === undefined || now <= then.at) return counts.map(() => 0);
    const from = this.#marks.findLast(({ at }) => now - at >= LATELY) ?? then;
    return counts.map((count, i) => ((count - from.counts[i]!) * 1000) / (now - from.at));
  }
}
