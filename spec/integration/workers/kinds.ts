import { map, Pipeline, processes, threads } from 'skorche';
import type { Failure, MapOptions, Report, RunOptions, Task, TaskError, TaskOptions } from 'skorche';

/** The two kinds of worker: what holds for both is a table over these. */
export const KINDS = ['threads', 'processes'] as const;
export type Kind = (typeof KINDS)[number];

/** One worker, where it does not matter how many there are: starting one takes longer than its work. */
export const ONE = { threads: 1, processes: 1 };

/** Longest that a run of these specs may take, on a busy machine too: one that hangs is aborted, so that its workers go. */
const LIMIT = 55_000;

/** The functions of a worker module, as tasks on workers of `kind`. */
export function tasks<Name extends string>(
  kind: Kind,
  module: string | URL,
  options?: TaskOptions,
): Readonly<Record<Name, Task<any, any>>> {
  const url = new URL(module, new URL('../../fixtures/workers/', import.meta.url));
  return (kind === 'threads' ? threads : processes)(url, options) as Readonly<Record<Name, Task<any, any>>>;
}

/** What became of a run: its report, or its error; and what had come out. */
export interface Outcome {
  readonly results: readonly any[];
  readonly report: Report | undefined;
  readonly error: (TaskError & { readonly cause?: any }) | undefined;
}

/** Runs one task over `items`, on two workers if nothing else is said. */
export async function outcome(
  task: Task<any, any>,
  items: Iterable<unknown>,
  options: MapOptions<any> = {},
  { limit = LIMIT, ...run }: RunOptions & { readonly limit?: number } = {},
): Promise<Outcome> {
  const pipeline = new Pipeline();
  const results = map(task, pipeline.queue({ from: items }), options);
  const running = pipeline.run({ threads: 2, processes: 2, signal: AbortSignal.timeout(limit), ...run });
  const ended = await running.then(
    (report) => ({ report, error: undefined }),
    (error: TaskError) => ({ report: undefined, error }),
  );
  return { results: results.flush(), ...ended };
}

/** What became of a run that goes on when items fail: by item, what failed; and what came of the others. */
export interface Sorted {
  readonly results: readonly any[];
  readonly report: Report;
  readonly failures: ReadonlyMap<unknown, Failure<any>>;
}

/** Runs one task over `items`, those among them on which it fails: one run tells of them all. */
export async function sorted(
  task: Task<any, any>,
  items: Iterable<unknown>,
  options: MapOptions<any> = {},
): Promise<Sorted> {
  const pipeline = new Pipeline();
  const failed = pipeline.queue<Failure<any>>({ name: 'failed' });
  const results = map(task, pipeline.queue({ from: items }), { ...options, onError: failed });
  const report = await pipeline.run({ threads: 2, processes: 2, signal: AbortSignal.timeout(LIMIT) });
  const failures = new Map(failed.flush().map((failure) => [failure.item as unknown, failure]));
  return { results: results.flush(), report, failures };
}

/** The results of a run that must complete. */
export async function resultsOf(...run: Parameters<typeof outcome>): Promise<any[]> {
  const { results, error } = await outcome(...run);
  if (error !== undefined) throw error;
  return [...results];
}

/** The whole numbers below `count`. */
export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n);
}

export const byNumber = (a: number, b: number): number => a - b;
