import {
  nameOf,
  percent,
  poolOf,
  processorTime,
  QUIET,
  utilisation,
  type NodeLoad,
  type PoolLoad,
  type RunLoad,
} from '../load.js';
import { waitingPuts } from './puts.js';
import { seconds } from './phrases.js';

/** A rate that grows by less than this is not worth the trouble. */
const LITTLE = 1.1;
/** Calls of which the first took less than this share of what they take on average have become longer. */
const LONGER = 0.7;
/** A call that takes so many times what others took doesn't end. */
const STUCK = 10;
/** Most times as many calls as now that are thought of: further away, service times will not be the same. */
const FURTHEST = 8;
/** A pool whose processors have less than this to do is one of functions that wait. */
const WAITS = 0.5;
/** What can't be measured as long as no more of them are under way. */
const UNLESS = ', if its calls do not wait for each other';
const NOTHING = 'only less work or more machines would help';

/** What is left to gain by a faster `node`, before the next busiest limits the rate. */
interface Bound {
  readonly gain: number;
  readonly by: string;
}

/** What would make the run faster, given that `node` limits it. */
export function advice(node: NodeLoad, run: RunLoad): string {
  if (node.report.kind === 'source') return 'only a faster source would help';
  if (node.report.kind === 'op') return 'its own work is what takes the time: a task could do it elsewhere';
  if (node.ended === 0)
    return hasEndedAny(node) ? 'none of its calls ends any more' : 'none of its calls has ended yet';
  if (isStuck(node, run))
    return [`none of its calls has ended for ${seconds(run.quiet)}`, ...waitingPuts(run)].join('; ');
  const pool = poolOf(node, run);
  if (pool !== undefined && pool.effort >= WAITS) return moreProcessors(node, pool, run);
  const isHere = pool === undefined && node.times.own > node.times.worked / 2;
  return isHere ? offThisThread(node, run) : moreCalls(node, run);
}

function hasEndedAny({ report }: NodeLoad): boolean {
  return report.out + report.failed + report.skipped > 0;
}

function isStuck({ report }: NodeLoad, { isOver, quiet }: RunLoad): boolean {
  return !isOver && report.active > 0 && quiet >= Math.max(QUIET, STUCK * report.latency.mean);
}

/** Calls that took less time when few of them were under way may wait for each other: then more of them give nothing. */
function longer({ report, early }: NodeLoad): string | undefined {
  const { mean } = report.latency;
  if (early >= LONGER * mean) return undefined;
  return `its first calls took ${milliseconds(early)}, and calls take ${milliseconds(mean)} on average: where they wait for each other (for a rate limit, a lock, a connection), more of them at a time would not help`;
}

function milliseconds(ms: number): string {
  return `${ms < 10 ? Number(ms.toPrecision(2)) : Math.round(ms)} ms`;
}

/** Calls that wait for something else than a processor: as many as the next node can take. */
function moreCalls(node: NodeLoad, run: RunLoad): string {
  const why = longer(node);
  if (why !== undefined) return why;
  const bound = boundOf(node, run, run.thread / run.elapsed);
  const words = raise(node, bound, FURTHEST * node.report.concurrency);
  return bound.gain < LITTLE ? words : `${words}${UNLESS}`;
}

/** Work for processors: more of them, as long as there are any. */
function moreProcessors(node: NodeLoad, pool: PoolLoad, run: RunLoad): string {
  const { concurrency } = node.report;
  if (Math.min(concurrency, pool.size) >= run.cores) return NOTHING;
  const bound = boundOf(node, run, 0);
  if (concurrency >= run.cores) return moreInPool(pool, bound, run);
  const words = raise(node, bound, run.cores);
  return pool.size >= run.cores || words.startsWith('raising its concurrency would')
    ? words
    : `${words}, with run({ ${pool.kind}: ${run.cores} })`;
}

/** What would make workers faster that have no time left, most of which goes to `node`. */
export function adviceOnPool(pool: PoolLoad, node: NodeLoad, run: RunLoad): string {
  const elsewhere = run.nodes.filter((one) => poolOf(one, run) !== pool).map((one) => utilisation(one, run));
  const gain = pool.busy / Math.max(run.thread / run.elapsed, ...elsewhere);
  if (pool.effort >= WAITS) return moreInPool(pool, { gain, by: 'others are as busy' }, run);
  const reached = Math.min(2, gain);
  if (reached < LITTLE) return NOTHING;
  const why = longer(node);
  if (why !== undefined) return why;
  const calls = Math.max(pool.size, node.report.concurrency) * 2;
  return `they wait ${percent(1 - pool.effort)} of that: raising the concurrency of ${nameOf(node)} to ${calls} would give up to ${asTimes(reached)} the rate${UNLESS}`;
}

function moreInPool({ kind, size }: PoolLoad, { gain, by }: Bound, { cores }: RunLoad): string {
  if (size >= cores) return NOTHING;
  const reached = Math.min(gain, cores / size);
  if (reached < LITTLE) return `more ${kind} would give little: ${by}`;
  return `run({ ${kind}: ${cores} }) would give up to ${asTimes(reached)} the rate`;
}

/**
 * Synchronous work on this thread: without it, the rest of what the thread does limits the rate, or the cores
 * that the work then has, or the next busiest node.
 */
function offThisThread(node: NodeLoad, run: RunLoad): string {
  const { elapsed, thread, cores, nodes } = run;
  const { own } = node.times;
  const others = nodes.filter((other) => other !== node);
  const waited = others.map(({ times }) => times.worked - times.own);
  const left = Math.max(thread - own, processorTime(run) / cores, ...waited);
  const gain = thread / left;
  if (gain >= LITTLE) return `moving it to threads() would give up to ${asTimes(gain)} the rate`;
  const still = percent(Math.min(1, left / elapsed));
  return `moving it to threads() would give little: this thread would still be ${still} busy`;
}

function raise({ report }: NodeLoad, { gain, by }: Bound, most: number): string {
  const { concurrency } = report;
  const raised = Math.min(most, Math.max(concurrency + 1, Math.ceil(concurrency * gain)));
  const reached = Math.min(gain, raised / concurrency);
  if (reached < LITTLE) return `raising its concurrency would give little: ${by}`;
  return `raising its concurrency to ${raised} would give up to ${asTimes(reached)} the rate`;
}

/** How many times the rate before another node, or `thread` (the share of this one that is busy), has no time left. */
function boundOf(node: NodeLoad, run: RunLoad, thread: number): Bound {
  const now = utilisation(node, run);
  const others = run.nodes.filter((other) => other !== node);
  const next = others.toSorted((a, b) => utilisation(b, run) - utilisation(a, run))[0];
  const share = next === undefined ? 0 : utilisation(next, run);
  if (thread > share) return { gain: now / thread, by: `this thread is ${percent(thread)} busy` };
  if (next === undefined || share === 0) return { gain: Infinity, by: '' };
  return { gain: now / share, by: `${nameOf(next)} is ${percent(share)} busy` };
}

function asTimes(gain: number): string {
  return `${Number(gain.toFixed(1))} times`;
}
