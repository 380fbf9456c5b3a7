import { isStarting, nameOf, percent, QUIET, utilisation, type NodeLoad, type RunLoad } from '../load.js';
import type { Verdict } from '../snapshot.js';

// Nothing limits the run, or it can't be told yet.

export function starting({ nodes }: RunLoad): Verdict | undefined {
  const node = nodes.find(isStarting);
  return node && { sentence: `no bottleneck so far: the workers of ${nameOf(node)} have not started yet` };
}

/** What nodes are when they have nothing to do. */
const WAITING: ReadonlySet<NodeLoad['standing']> = new Set(['starved', 'done']);

/** Nothing comes, and nothing is under way. */
export function isIdle({ nodes, isOver, quiet }: RunLoad): boolean {
  if (isOver || quiet < QUIET) return false;
  return nodes.every(({ report, standing }) => report.active === 0 && WAITING.has(standing));
}

/** An open input is what is waited for. */
export function unfed({ nodes }: RunLoad): Verdict | undefined {
  const input = nodes.find(({ fed, standing }) => fed === 'by hand' && standing === 'starved');
  if (input === undefined) return undefined;
  const { id, label } = input.report;
  return {
    bottleneck: id,
    sentence: `no items come: queue "${label}" is open, and nobody feeds or closes it`,
  };
}

export function tooSoon({ isOver, elapsed }: RunLoad): Verdict {
  const sentence = isOver
    ? `no bottleneck: it was all over in ${Math.ceil(elapsed)} ms`
    : 'no bottleneck so far: it has only just begun';
  return { sentence };
}

export function keepsUp(busiest: NodeLoad, run: RunLoad): Verdict {
  const share = percent(utilisation(busiest, run));
  return {
    sentence: `no bottleneck: every node keeps up with what comes in; the busiest, ${nameOf(busiest)}, is at work ${share} of the time`,
  };
}
