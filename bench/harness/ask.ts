import { Contestant } from './contestant.js';
import type { Question, Run, Side } from './question.js';

/** What came of one side at one size. */
export interface Result {
  readonly best: Run;
  /** Of how many it is the best. */
  readonly runs: number;
  /** What its process needed; nothing if it did nothing. */
  readonly needs: Needs | undefined;
}

export interface Needs {
  /** Bytes that it had at most, up to here, and before it did anything. */
  readonly rss: number;
  readonly idleRss: number;
  /** Longest time, in milliseconds, that its event loop was held; only where there is one size. */
  readonly held: number | undefined;
}

export interface Answer {
  /** The question's file, without its ending. */
  readonly id: string;
  readonly question: Question;
  /** For every side, one for every size; none where that would take the side too long. */
  readonly results: ReadonlyMap<Side, readonly (Result | undefined)[]>;
}

const ROUNDS = [4, 25] as const;
/** Milliseconds after which a side has run often enough, and those it runs at least, for its code to be compiled. */
const ENOUGH = 4000;
const WARM = 300;
const MOST_ROUNDS = 60;

/** One side while a question is asked. */
interface Runner {
  readonly side: Side;
  readonly contestant: Contestant;
}

/** The runs of one side at one size. */
interface Tally {
  best: Run | undefined;
  runs: number;
  rss: number;
  spent: number;
  check: number;
  /** Nothing was done: its time is known. */
  isKnown: boolean;
}

/** Has every side do the work, in turn, so that whatever else the machine does meets all; the best run counts. */
export async function ask(id: string, question: Question): Promise<Answer> {
  const runners: Runner[] = [];
  for (const [i, side] of question.sides.entries())
    runners.push({ side, contestant: await Contestant.start(id, i, side.name) });
  const results = new Map(runners.map(({ side }) => [side, [] as (Result | undefined)[]]));
  for (const size of question.sizes) {
    const able = runners.filter(({ side }) => size <= (side.most ?? Infinity));
    const tallies = await compete(question, able, size);
    for (const { side, contestant } of runners) {
      const tally = tallies.get(side);
      results.get(side)!.push(tally && (await conclude(question, contestant, tally)));
    }
  }
  await Promise.all(runners.map(({ contestant }) => contestant.end()));
  return { id, question, results };
}

async function compete(
  { title, figure, rounds = ROUNDS }: Question,
  runners: readonly Runner[],
  size: number,
): Promise<Map<Side, Tally>> {
  const tallies = new Map<Side, Tally>();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    for (const { side, contestant } of runners) {
      const tally = tallies.get(side) ?? {
        best: undefined,
        runs: 0,
        rss: 0,
        spent: 0,
        check: NaN,
        isKnown: false,
      };
      tallies.set(side, tally);
      if (round >= roundsDue(rounds, tally.spent)) continue;
      const { ms, outcome, rss } = await contestant.run(size);
      const run = { size, ms, seen: outcome.seen ?? {} };
      if (tally.best === undefined || figure.of(run) < figure.of(tally.best)) tally.best = run;
      tally.runs++;
      tally.rss = rss;
      tally.spent += ms;
      tally.check = outcome.check;
      tally.isKnown = outcome.ms !== undefined;
    }
  }
  const [ours, ...theirs] = tallies;
  for (const [side, { check }] of theirs) {
    if (check !== ours![1].check)
      throw new Error(`${title}, ${size}: ${side.name} gave ${check}, ${ours![0].name} ${ours![1].check}`);
  }
  return tallies;
}

/** How many rounds a side takes part in that has spent so many milliseconds on those it had. */
function roundsDue([least, most]: readonly [number, number], spent: number): number {
  if (spent < WARM) return MOST_ROUNDS;
  return spent < ENOUGH ? most : least;
}

async function conclude({ sizes }: Question, contestant: Contestant, tally: Tally): Promise<Result> {
  const best = tally.best!;
  const { runs } = tally;
  if (tally.isKnown) return { best, runs, needs: undefined };
  const held = sizes.length === 1 ? await contestant.watch(best.size) : undefined;
  return { best, runs, needs: { rss: tally.rss, idleRss: contestant.idleRss, held } };
}
