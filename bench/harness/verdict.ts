import type { Answer, Result } from './ask.js';
import type { Bar, Side } from './question.js';

/** A bar, and what came of it. */
export interface Verdict {
  readonly bar: Bar;
  readonly isMet: boolean;
  /** Our figure, or its ratio to the other side's, which is a time then. */
  readonly value: number;
}

export function resultOf({ question, results }: Answer, side: Side, size?: number): Result | undefined {
  const index = size === undefined ? question.sizes.length - 1 : question.sizes.indexOf(size);
  return results.get(side)![index];
}

export function verdicts(answer: Answer): readonly Verdict[] {
  const { figure, sides, bars = [] } = answer.question;
  return bars.map((bar) => {
    const figureOf = (side: Side): number => figure.of(resultOf(answer, side, bar.size)!.best);
    const other = bar.against === undefined ? undefined : sides.find(({ name }) => name === bar.against)!;
    const value = figureOf(sides[0]!) / (other === undefined ? 1 : figureOf(other));
    return { bar, value, isMet: value <= bar.atMost };
  });
}

/** The sizes at which another side did better than we did, and how our figure relates to its. */
export function behind(
  { question: { figure, sides }, results }: Answer,
  side: Side,
): readonly { size: number; side: Side; ratio: number }[] {
  const ours = results.get(sides[0]!)!;
  return results
    .get(side)!
    .flatMap((theirs, i) =>
      theirs === undefined
        ? []
        : [{ size: theirs.best.size, side, ratio: figure.of(ours[i]!.best) / figure.of(theirs.best) }],
    )
    .filter(({ ratio }) => ratio > 1);
}
