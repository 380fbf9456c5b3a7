import { advice, effortOf, utilisation } from './advice.js';
import {
  isStarting,
  nameOf,
  neighbours,
  percent,
  type NodeLoad,
  type QueueLoad,
  type RunLoad,
} from './load.js';
import { around, limits, TELLING } from './sentences.js';
import { ofThread } from './thread-verdict.js';
import type { Verdict } from './snapshot.js';

/** Milliseconds that say nothing. */
const SOON = 20;
/** From this share of the time on, something limits the rate. */
const LIMIT = 0.6;
/** From this share on, a core, a pool or a thread has no time left. */
const FULL = 0.9;
/** Nodes whose shares differ by less than this are as busy as each other: then their neighbours tell. */
const CLOSE = 0.03;
/**
 * Which node limits the rate, and what would help. By the utilisation law of operational analysis
 * (Denning and Buzen, "The Operational Analysis of Queueing Network Models", 1978; Lazowska and others,
 * "Quantitative System Performance", 1984): a node's busy share is the rate times its service time, so
 * the busiest node is the first that can't go faster. Of nodes that are about as busy, it is the one
 * that those before it are blocked by, and those after it starve for. How long queues are says little:
 * a full one is full all the way up from the bottleneck.
 */
export function verdictOf(run: RunLoad): Verdict {
  const { nodes, elapsed, thread, cores, pools } = run;
  if (elapsed < SOON) return unfed(run) ?? tooSoon(run);
  const busiest = busiestOf(nodes, run);
  if (busiest === undefined) return tooSoon(run);
  const most = utilisation(busiest, run);
  const reader = run.queues.toSorted((a, b) => b.held - a.held)[0];
  if (reader !== undefined && reader.held / elapsed >= Math.max(LIMIT, most)) return ofReader(reader, run);
  const used = pools.reduce(
    (sum, { size, busy, effort }) => sum + size * busy * effort,
    Math.min(1, thread / elapsed),
  );
  if (used / cores >= FULL && cores > 1) return ofMachine(busiest, used, run);
  if (thread / elapsed >= FULL && (busiest.place === 'inline' || busiest.place === undefined))
    return ofThread(run);
  if (most >= LIMIT) return ofNode(busiest, run);
  const [resting] = nodes.toSorted((a, b) => b.times.resting - a.times.resting);
  if (resting!.times.resting / elapsed >= LIMIT) return ofResting(resting!, run);
  return starting(run) ?? unfed(run) ?? keepsUp(busiest, run);
}

function busiestOf(nodes: readonly NodeLoad[], run: RunLoad): NodeLoad | undefined {
  const most = Math.max(...nodes.map((node) => utilisation(node, run)));
  const close = nodes.filter((node) => utilisation(node, run) >= most - CLOSE);
  return close.toSorted((a, b) => evidence(b, run) - evidence(a, run))[0];
}

/** How much those before it are blocked and, which says more, those after it starve: everything above a bottleneck is blocked. */
function evidence({ before, after }: NodeLoad, { nodes }: RunLoad): number {
  const blocked = neighbours(nodes, 'after', before).map(({ report }) => report.blocked);
  const starved = neighbours(nodes, 'before', after).map(({ report }) => report.starved);
  return mostOf(blocked) + 2 * mostOf(starved);
}

/** The largest; where there is no neighbour, it is not to be held against the node. */
function mostOf(shares: readonly number[]): number {
  return shares.length === 0 ? 1 : Math.max(...shares);
}

function ofNode(node: NodeLoad, run: RunLoad): Verdict {
  return limits(node, [
    `${nameOf(node)}, ${percent(node.report.busy)} busy${where(node, run)}`,
    ...around(node, run),
    advice(node, run),
  ]);
}

function where({ report, place, times }: NodeLoad, { pools }: RunLoad): string {
  const { concurrency } = report;
  const pool = pools.find(({ kind }) => kind === place);
  if (pool !== undefined) return ` on ${Math.min(concurrency, pool.size)} of ${pool.size} workers`;
  if (times.own > times.worked / 2) return ' on this thread';
  return concurrency > 1 ? ` with ${concurrency} calls at a time` : '';
}

function ofMachine(node: NodeLoad, used: number, run: RunLoad): Verdict {
  const { cores, elapsed, pools } = run;
  const inPools = pools
    .map(({ kind, size, busy, effort }) => `${percent(busy * effort)} of ${size} ${kind}`)
    .join(', ');
  const first = `the machine, every core is busy (${percent(Math.min(1, used / cores))} of ${cores}${inPools && `: ${inPools}`})`;
  const calls = utilisation(node, run) * node.report.concurrency * effortOf(node, run);
  const work = Math.min(1, calls / Math.max(used, 1 / elapsed));
  return limits(node, [
    first,
    `${nameOf(node)} takes ${percent(work)} of it`,
    'only less work or more machines would help',
  ]);
}

function ofReader({ report, held }: QueueLoad, run: RunLoad): Verdict {
  const before = neighbours(run.nodes, 'after', [report.id]).filter((node) => node.report.blocked >= TELLING);
  const parts = [
    `whoever reads queue "${report.name}", which is full ${percent(held / run.elapsed)} of the time`,
    ...before.map((node) => `${nameOf(node)} is blocked ${percent(node.report.blocked)} of the time`),
    'reading it faster is all that helps',
  ];
  return { bottleneck: report.id, sentence: `bottleneck: ${parts.join('; ')}` };
}

/** It waits for itself. */
function ofResting(node: NodeLoad, run: RunLoad): Verdict {
  const share = percent(node.times.resting / run.elapsed);
  const [why, what] =
    node.retries > 0
      ? [
          'for the next attempts at items that have failed',
          'fewer failures, or shorter delays of `retry`, would help',
        ]
      : [
          'for a result that those after it must not overtake',
          'calls that take about as long as each other, or no `ordered`, would help',
        ];
  return limits(node, [
    `${nameOf(node)}, which waits ${share} of the time ${why}`,
    ...around(node, run),
    what,
  ]);
}

function starting({ nodes }: RunLoad): Verdict | undefined {
  const node = nodes.find(isStarting);
  return node && { sentence: `no bottleneck so far: the workers of ${nameOf(node)} have not started yet` };
}

/** No source brings anything, and one of them is an open input. */
function unfed({ nodes, isOver }: RunLoad): Verdict | undefined {
  const sources = nodes.filter(({ report }) => report.kind === 'source');
  if (isOver || sources.some(({ report }) => report.rate > 0)) return undefined;
  const input = sources.find(({ fed, standing }) => fed === 'by hand' && standing === 'starved');
  if (input === undefined) return undefined;
  const { id, label } = input.report;
  return {
    bottleneck: id,
    sentence: `no items come: queue "${label}" is open, and nobody feeds or closes it`,
  };
}

function tooSoon({ isOver, elapsed }: RunLoad): Verdict {
  const sentence = isOver
    ? `no bottleneck: it was all over in ${Math.ceil(elapsed)} ms`
    : 'no bottleneck so far: it has only just begun';
  return { sentence };
}

function keepsUp(busiest: NodeLoad, run: RunLoad): Verdict {
  const busy = percent(utilisation(busiest, run));
  return {
    sentence: `no bottleneck: every node keeps up with what comes in; the busiest, ${nameOf(busiest)}, is ${busy} busy`,
  };
}
