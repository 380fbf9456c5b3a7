/** Milliseconds between two marks, and the time that "lately" is. */
const MARK = 250;
export const LATELY = 2000;

/** Notes of how things stood, by which it can be told how they have changed lately. */
export class Marks<T> {
  readonly #marks: { readonly at: number; readonly state: T }[] = [];

  /** Whether it is time for a mark. */
  isDue(now: number): boolean {
    const last = this.#marks.at(-1);
    return last === undefined || now - last.at >= MARK;
  }

  add(at: number, state: T): void {
    this.#marks.push({ at, state });
    // One mark is older than what counts as lately, so that there is always one to compare with.
    while (this.#marks.length > 1 && at - this.#marks[1]!.at >= LATELY) this.#marks.shift();
  }

  /** How things stood two seconds ago, or longer if nothing has happened meanwhile; or at the begin. */
  before(now: number): { readonly at: number; readonly state: T } | undefined {
    return this.#marks.findLast(({ at }) => now - at >= LATELY) ?? this.#marks[0];
  }
}
