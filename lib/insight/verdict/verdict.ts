import { inLine } from '../../preview.js';
import { heldUp, ofReader, slowestReader } from './held.js';
import {
  LIMIT,
  neighbours,
  poolOf,
  processorTime,
  utilisation,
  type NodeLoad,
  type RunLoad,
} from '../load.js';
import { ofMachine } from './machine.js';
import { ofNode } from './node.js';
import { ofPool } from './pool.js';
import { isIdle, keepsUp, starting, tooSoon, unfed } from './quiet.js';
import { ofThread } from './thread.js';
import type { Verdict } from '../snapshot.js';

/** Milliseconds that say nothing. */
const SOON = 20;
/** From this share on, the machine has no time left. */
const FULL = 0.9;
/** From this share on, less work for this thread gives more than anything else can: that gives a third at the most. */
const CROWDED = 0.75;
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
  const verdict = judged(run);
  return { ...verdict, sentence: inLine(verdict.sentence) };
}

function judged(run: RunLoad): Verdict {
  const { nodes, elapsed, cores, pools } = run;
  if (isIdle(run)) return unfed(run) ?? tooSoon(run);
  if (elapsed < SOON) return tooSoon(run);
  const busiest = busiestOf(nodes, run);
  if (busiest === undefined) return tooSoon(run);
  const most = utilisation(busiest, run);
  const thread = Math.min(1, run.thread / elapsed);
  const reader = slowestReader(run);
  if (reader !== undefined && reader.blocked / elapsed >= Math.max(LIMIT, most)) return ofReader(reader, run);
  const used = processorTime(run) / elapsed / cores;
  if (used >= FULL && cores > 1) return ofMachine(used, run);
  const isHere = poolOf(busiest, run) === undefined;
  if (thread >= CROWDED && (isHere || thread > most)) return ofThread(run);
  const [pool] = pools.toSorted((a, b) => b.busy - a.busy);
  if (pool !== undefined && pool.busy >= FULL && pool.busy > most + CLOSE) return ofPool(pool, run);
  if (most >= LIMIT) return ofNode(busiest, run);
  return starting(run) ?? heldUp(run) ?? keepsUp(busiest, run);
}

function busiestOf(nodes: readonly NodeLoad[], run: RunLoad): NodeLoad | undefined {
  const shares = nodes.map((node) => utilisation(node, run));
  const most = shares.reduce((largest, share) => Math.max(largest, share), 0);
  const close = nodes.filter((_node, i) => shares[i]! >= most - CLOSE);
  const told = close.map((node) => [node, evidence(node, run)] as const);
  return told.toSorted(([, a], [, b]) => b - a)[0]?.[0];
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
