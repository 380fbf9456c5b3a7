/** One way of doing the work: does it once, and returns something that shows that it was done. */
export interface Side {
  readonly name: string;
  run(): Promise<unknown>;
}

/** A question that `npm run bench` answers. */
export interface Question {
  readonly title: string;
  /** Items that each side works on, for the cost of one. */
  readonly items: number;
  readonly ours: Side;
  readonly theirs: readonly Side[];
  /** What is asked of the ratio, in words. */
  readonly bar: string;
}

const ROUNDS = 5;

/** Runs the sides in turn, so that whatever else the machine does meets all of them; the best time of each counts. */
export async function answer({ title, items, ours, theirs, bar }: Question): Promise<void> {
  const sides = [ours, ...theirs];
  const best = new Map(sides.map((side) => [side, Infinity]));
  const results = new Map<Side, unknown>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const side of sides) {
      globalThis.gc?.();
      const begun = performance.now();
      results.set(side, await side.run());
      best.set(side, Math.min(best.get(side)!, performance.now() - begun));
    }
  }
  for (const side of theirs) {
    if (results.get(side) !== results.get(ours)) {
      throw new Error(`${title}: ${side.name} gave ${results.get(side)}, ${ours.name} ${results.get(ours)}`);
    }
  }
  console.log(`\n${title}`);
  for (const side of sides) {
    const time = best.get(side)!;
    const ratio =
      side === ours ? '' : `  ${ours.name} takes ${(best.get(ours)! / time).toFixed(2)} of its time`;
    console.log(
      `  ${side.name.padEnd(28)} ${time.toFixed(0).padStart(6)} ms ${((time * 1000) / items).toFixed(3).padStart(9)} µs an item${ratio}`,
    );
  }
  console.log(`  asked: ${bar}`);
}
