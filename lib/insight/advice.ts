import { nameOf, percent, type NodeLoad, type RunLoad } from './load.js';

/** A rate that grows by less than this is not worth the trouble. */
const LITTLE = 1.1;
/** Most times as many calls as now that are thought of: further away, service times will not be the same. */
const FURTHEST = 8;
/** A pool whose processors have less than this to do is one of functions that wait. */
const WAITS = 0.5;

/** Share of the run in which a node was at work: its busy share, in the words of the utilisation law. */
export function utilisation({ times }: NodeLoad, { elapsed }: RunLoad): number {
  return elapsed === 0 ? 0 : Math.min(1, times.worked / elapsed);
}

/** What is left to gain by a faster `node`, before the next busiest limits the rate. */
interface Bound {
  readonly gain: number;
  readonly by: string;
}

/** What would make the run faster, given that `node` limits it. */
export function advice(node: NodeLoad, run: RunLoad): string {
  if (node.report.kind === 'source') return 'only a faster source would help';
  if (node.report.kind === 'op') return 'its own work is what takes the time: a task could do it elsewhere';
  if (hasEndedNone(node)) return 'none of its calls has ended yet';
  if (node.place !== 'inline') return moreWorkers(node, run);
  return node.times.own > node.times.worked / 2 ? offThisThread(node, run) : moreCalls(node, run);
}

/** Calls that wait for something else than a processor: as many as the next node can take. */
function moreCalls(node: NodeLoad, run: RunLoad): string {
  const bound = boundOf(node, run, run.thread / run.elapsed);
  return raise(node, bound, FURTHEST * node.report.concurrency);
}

/** Work for processors: more of them, as long as there are any. What waits on workers needs none. */
function moreWorkers(node: NodeLoad, run: RunLoad): string {
  const pool = run.pools.find(({ kind }) => kind === node.place);
  const { concurrency } = node.report;
  const workers = pool?.size ?? concurrency;
  if (concurrency > workers || effortOf(node, run) < WAITS) return moreCalls(node, run);
  if (concurrency >= run.cores) return 'only less work or more machines would help';
  const words = raise(node, boundOf(node, run, 0), run.cores);
  return workers >= run.cores || words.startsWith('raising its concurrency would')
    ? words
    : `${words}, with run({ ${node.place}: ${run.cores} })`;
}

/** Share of the time in which a task's workers have a call that they need their processors for it. */
export function effortOf({ place }: NodeLoad, { pools }: RunLoad): number {
  return pools.find(({ kind }) => kind === place)?.effort ?? 1;
}

function hasEndedNone({ report }: NodeLoad): boolean {
  return report.out + report.failed + report.skipped === 0;
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
  const left = Math.max(thread - own, own / cores, ...waited);
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
