import type { Standing, Times } from './meter.js';
import type { NodeReport, QueueReport } from './snapshot.js';

/** A node and its place in the pipeline, with where its time went. */
export interface NodeLoad {
  readonly report: NodeReport;
  readonly times: Times;
  /** What it does or waits for now, and which share of its calls is under way. */
  readonly standing: Standing;
  readonly share: number;
  /** Items that it has done with lately, failed ones too. */
  readonly ended: number;
  /** Of a task: items that wait for the time of their next attempt. */
  readonly retries: number;
  /** Of a task: milliseconds that its first calls took, which began while few others were under way. */
  readonly early: number;
  /** Of an open input: `put`s that wait for room. */
  readonly puts: number;
  /** Where a task's function runs. */
  readonly place?: 'inline' | 'threads' | 'processes' | undefined;
  /** Of a source: fed by hand, by an Observable, or pulled from. */
  readonly fed?: 'by hand' | 'by an Observable' | 'by pulling' | undefined;
  /** The ids of the queues that it reads and fills. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** A queue, as far as those around it have to wait. */
export interface QueueLoad {
  readonly report: QueueReport;
  readonly isReady: boolean;
  readonly isEnded: boolean;
  /** Items that its readers have not read, and milliseconds in which they had enough. */
  readonly unread: number;
  readonly blocked: number;
  /** Milliseconds of this thread that its subscribers took. */
  readonly shown: number;
}

/** Workers of a kind. */
export interface PoolLoad {
  readonly kind: 'threads' | 'processes';
  readonly size: number;
  /** Milliseconds in which the first of them was there, and the share of that in which they had something to do. */
  readonly life: number;
  readonly busy: number;
  /** The share of that in which they had their processors to do, and did not wait for something else. */
  readonly effort: number;
}

/** A run as the verdict sees it. */
export interface RunLoad {
  /** Milliseconds in which items flowed, and of those, in which this thread was at work. */
  readonly elapsed: number;
  readonly thread: number;
  readonly cores: number;
  readonly isOver: boolean;
  /** Milliseconds since anything has happened; for ever, where nothing will. */
  readonly quiet: number;
  readonly nodes: readonly NodeLoad[];
  readonly queues: readonly QueueLoad[];
  readonly pools: readonly PoolLoad[];
}

/** Milliseconds after which a run in which nothing happens doesn't go on. */
export const QUIET = 500;
/** From this share of the time on, something limits the rate. */
export const LIMIT = 0.6;

/** Nodes that fill one of `queues` (those have it after them), or that read one (before them). */
export function neighbours(
  nodes: readonly NodeLoad[],
  side: 'before' | 'after',
  queues: readonly string[],
): NodeLoad[] {
  const index = indexOf(nodes)[side];
  return [...new Set(queues.flatMap((id) => index.get(id) ?? []))];
}

type Index = Readonly<Record<'before' | 'after', ReadonlyMap<string, readonly NodeLoad[]>>>;

/** Nodes by the queues next to them: a verdict asks for the neighbours of each. */
const indices = new WeakMap<readonly NodeLoad[], Index>();

function indexOf(nodes: readonly NodeLoad[]): Index {
  const index = indices.get(nodes) ?? { before: bySide(nodes, 'before'), after: bySide(nodes, 'after') };
  indices.set(nodes, index);
  return index;
}

function bySide(nodes: readonly NodeLoad[], side: 'before' | 'after'): Map<string, NodeLoad[]> {
  const map = new Map<string, NodeLoad[]>();
  for (const node of nodes) {
    for (const id of node[side]) {
      const others = map.get(id);
      if (others === undefined) map.set(id, [node]);
      else others.push(node);
    }
  }
  return map;
}

/** Queues by their ids: `explain()` asks for those behind each node. */
const queuesById = new WeakMap<readonly QueueLoad[], ReadonlyMap<string, QueueLoad>>();

/** Of the queues with these ids, those without room. */
export function fullOnes(ids: readonly string[], { queues }: RunLoad): QueueLoad[] {
  const byId = queuesById.get(queues) ?? new Map(queues.map((queue) => [queue.report.id, queue]));
  queuesById.set(queues, byId);
  return ids.map((id) => byId.get(id)!).filter(({ isReady }) => !isReady);
}

/** The workers that do a task's work. */
export function poolOf({ place }: NodeLoad, { pools }: RunLoad): PoolLoad | undefined {
  return pools.find(({ kind }) => kind === place);
}

/**
 * Share of the run in which a node was at work: its busy share, in the words of the utilisation law. For what
 * workers do, from when they were there.
 */
export function utilisation(node: NodeLoad, run: RunLoad): number {
  const span = poolOf(node, run)?.life ?? run.elapsed;
  return span === 0 ? 0 : Math.min(1, node.times.worked / span);
}

/** The tasks that share workers, those that take most of them first, and the share that each takes. */
export function sharesOf(pool: PoolLoad, run: RunLoad): (readonly [task: NodeLoad, share: number])[] {
  const tasks = run.nodes.filter((node) => poolOf(node, run) === pool);
  const took = ({ times, report }: NodeLoad): number => times.worked * report.concurrency;
  const all = tasks.reduce((sum, task) => sum + took(task), 0);
  return tasks
    .map((task) => [task, all === 0 ? 0 : took(task) / all] as const)
    .toSorted(([, a], [, b]) => b - a);
}

/** Milliseconds of processors that the run took: of this thread, and of those of its workers. */
export function processorTime({ elapsed, thread, pools }: RunLoad): number {
  return pools.reduce((sum, pool) => sum + computed(pool), Math.min(thread, elapsed));
}

/** Milliseconds in which the workers of a pool had their processors to do. */
export function computed({ size, life, busy, effort }: PoolLoad): number {
  return size * life * busy * effort;
}

/** Milliseconds of processors that the functions of each node took: of this thread, or of its workers. The most first. */
export function processorTimes(run: RunLoad): (readonly [node: NodeLoad, ms: number])[] {
  const here = run.nodes.filter((node) => poolOf(node, run) === undefined);
  const inPools = run.pools.flatMap((pool) =>
    sharesOf(pool, run).map(([task, share]) => [task, share * computed(pool)] as const),
  );
  return [...here.map((node) => [node, node.times.own] as const), ...inPools].toSorted(
    ([, a], [, b]) => b - a,
  );
}

/** What a sentence calls a node. */
export function nameOf({ report, fed }: NodeLoad): string {
  if (report.kind !== 'source') return report.label;
  return fed === 'by hand' ? `input "${report.label}"` : `the source of "${report.label}"`;
}

/** It has items to do, and its workers are not there yet. */
export function isStarting({ place, standing, times }: NodeLoad): boolean {
  return (place === 'threads' || place === 'processes') && standing === 'ready' && times.life === 0;
}

/** A share as a sentence has it. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
