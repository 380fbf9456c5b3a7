import type { Report, Run, RunOptions, Snapshot } from '../../lib/index.js';
import { begin } from '../../lib/run/run.js';
import { assemble, type Assembly, type Kitchenware } from './assemble.js';
import { openFiles } from './feed.js';
import type { Item } from './interpret.js';
import { nextTurn } from './pace.js';
import { read, type ReaderEnd } from './read.js';
import type { Recipe } from './recipe.js';
import { TurnClock } from './turn-clock.js';

/**
 * How a run is ended before its time: so many turns of the event loop after `run()` or later, or in the midst
 * of things, at a call of a task or of somebody who watches.
 */
export type Cut =
  | {
      readonly how: 'stop' | 'abort' | 'signal';
      readonly turns: number;
      /** Turns count from when this is so, or the run has ended. */
      readonly from?: () => boolean;
    }
  | { readonly how: 'stop' | 'abort' | 'signal' | 'throw'; readonly calls: number };

/** How a recipe is run, besides. */
export interface Circumstances {
  readonly cut?: Cut | undefined;
  readonly maxFailures?: number | undefined;
  /** Whose signal it has, if it shares that with others. */
  readonly aborter?: AbortController;
  /** Where tasks run, if not here: then on the system's clock. */
  readonly ware?: Pick<Kitchenware, 'skorche' | 'taskFrom'>;
}

/** What came of a recipe. */
export interface Outcome extends Assembly {
  readonly end: { readonly report: Report } | { readonly error: unknown };
  /** The run's counts when it had ended. */
  readonly last: Snapshot;
  /** What sinks saw, and then what was read from outputs. */
  readonly items: readonly (readonly Item[])[];
  /** What each reader of each output saw. */
  readonly seen: readonly (readonly (readonly Item[])[])[];
  /** The ids of queues that items are pushed into, or that collect some for somebody who comes late. */
  readonly unbounded: ReadonlySet<string>;
  /** Outputs with somebody who came late and left: if all had come by then, that changes no count. */
  readonly leftLate: ReadonlySet<string>;
  readonly ends: readonly ReaderEnd[];
  /** How many items were seen in the queues between, by the queue's id; none if nobody watched. */
  readonly watched: ReadonlyMap<string, number>;
  /** Timers that the run has left behind. */
  readonly timers: number;
  readonly maxFailures: number | undefined;
}

/** What an aborted run rejects with here, and what a failing task throws. */
export const REASON = new Error('cut short');

/** Runs a recipe to its end; resolves when the run, its readers and its feeders have all settled. */
export async function execute(
  recipe: Recipe,
  { cut, maxFailures, ware, aborter = new AbortController() }: Circumstances = {},
): Promise<Outcome> {
  let run: Run | undefined;
  let calls = 0;
  const cutters = {
    stop: () => void run!.stop().catch(() => {}), // how it ended is read from the run itself
    abort: () => run!.abort(REASON),
    signal: () => aborter.abort(REASON),
    throw: () => {
      throw REASON;
    },
  };
  const called = (): void => {
    if (cut !== undefined && 'calls' in cut && ++calls === cut.calls) cutters[cut.how]();
  };

  const assembly = assemble(recipe, { ...ware, called }, await openFiles(recipe.sources));
  const watched = new Map<string, number>();
  if (recipe.isWatched) watchBetween(assembly, watched, () => cut?.how === 'throw' || called());
  const clock = new TurnClock();
  const options: RunOptions = {
    signal: aborter.signal,
    ...(maxFailures !== undefined && { maxFailures }),
    ...(recipe.isWatched && { trace: 2 }),
  };
  const { pipeline } = assembly;
  for (let turn = 0; turn < recipe.waits; turn++) await nextTurn();
  run = ware ? pipeline.run({ ...options, threads: 2 }) : begin(pipeline.graph, false, options, clock);
  assembly.begin();
  const { readings } = recipe;
  const unbounded = new Set(assembly.pushed);
  const leftLate = new Set<string>();
  const readers = assembly.outputs.map((queue, i) => {
    const { second, ...first } = readings[i % readings.length]!;
    const both = second ? [first, second] : [first];
    const late = both.filter((one) => one.late > 0);
    if (late.length > 0) unbounded.add(queue.id);
    if (late.some(({ leaves }) => leaves < Infinity)) leftLate.add(queue.id);
    return both.map((one) => read(queue, one, run!));
  });
  if (cut !== undefined && 'turns' in cut) {
    const ended = run.then(
      () => true,
      () => true,
    );
    while (cut.from?.() === false && !(await Promise.race([ended, nextTurn()])));
    for (let turn = 0; turn < cut.turns; turn++) await nextTurn();
    cutters[cut.how]();
  }

  const end = await run.then(
    (report) => ({ report }),
    (error: unknown) => ({ error }),
  );
  const timers = clock.pending;
  await assembly.fed;
  const ends = await Promise.all(readers.flat().map(({ ended }) => ended));
  await assembly.tidy();
  const seen = readers.map((some) => some.map((reader) => reader.items()));
  const items = [...assembly.sunk, ...seen.map(([first]) => first!)];
  return {
    ...assembly,
    end,
    last: run.snapshot(),
    items,
    seen,
    unbounded,
    leftLate,
    ends,
    watched,
    timers,
    maxFailures,
  };
}

function watchBetween(
  { pipeline: { graph }, given }: Assembly,
  counts: Map<string, number>,
  seen: () => void,
): void {
  graph.forEachNode((id, attributes) => {
    if (attributes.kind !== 'queue' || graph.outDegree(id) === 0) return;
    counts.set(id, 0);
    const ended = (): void => {
      const source = given.get(id);
      if (source !== undefined) source.isOver = true;
    };
    attributes.queue.subscribe({
      next() {
        counts.set(id, counts.get(id)! + 1);
        seen();
      },
      error: ended,
      complete: ended,
    });
  });
}
