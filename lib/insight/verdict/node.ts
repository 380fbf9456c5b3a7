import { advice } from './advice.js';
import { nameOf, percent, poolOf, type NodeLoad, type RunLoad } from '../load.js';
import { around, limits } from './phrases.js';
import type { Verdict } from '../snapshot.js';

/** One node limits the run: by what it does. */
export function ofNode(node: NodeLoad, run: RunLoad): Verdict {
  return limits(node, [
    `${nameOf(node)}, ${percent(node.report.busy)} busy${where(node, run)}`,
    ...around(node, run),
    advice(node, run),
  ]);
}

function where(node: NodeLoad, run: RunLoad): string {
  const { concurrency } = node.report;
  const pool = poolOf(node, run);
  if (pool !== undefined) return ` on ${Math.min(concurrency, pool.size)} of ${pool.size} workers`;
  if (node.times.own > node.times.worked / 2) return ' on this thread';
  return concurrency > 1 ? ` with ${concurrency} calls at a time` : '';
}

/** One node limits the run: it waits for itself. */
export function ofResting(node: NodeLoad, run: RunLoad): Verdict {
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
