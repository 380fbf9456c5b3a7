import { LIMIT, nameOf, neighbours, percent, type NodeLoad, type QueueLoad, type RunLoad } from '../load.js';
import { ofNode, ofResting } from './node.js';
import { TELLING } from './phrases.js';
import type { Verdict } from '../snapshot.js';

/** The queue that has waited longest to be read. */
export function slowestReader({ queues }: RunLoad): QueueLoad | undefined {
  return queues.toSorted((a, b) => b.blocked - a.blocked)[0];
}

/** The reader of an output limits the run. */
export function ofReader({ report, blocked }: QueueLoad, run: RunLoad): Verdict {
  const before = neighbours(run.nodes, 'after', [report.id]).filter((node) => node.report.blocked >= TELLING);
  const parts = [
    `what reads queue "${report.name}", which waits for that ${percent(Math.min(1, blocked / run.elapsed))} of the time`,
    ...before.map((node) => `${nameOf(node)} is blocked ${percent(node.report.blocked)} of the time`),
    'reading it faster is all that helps',
  ];
  return { bottleneck: report.id, sentence: `bottleneck: ${parts.join('; ')}` };
}

/**
 * No node stands out as busy, and yet one waits: a task for itself; or a source, for the task or reader after it
 * that takes no more for most of the time.
 */
export function heldUp(run: RunLoad): Verdict | undefined {
  const { nodes, elapsed } = run;
  const tasks = nodes.filter(({ report }) => report.kind === 'task');
  const [resting] = tasks.toSorted((a, b) => b.times.resting - a.times.resting);
  if (resting !== undefined && resting.times.resting / elapsed >= LIMIT) return ofResting(resting, run);
  const isHeld = nodes.some(
    ({ report, times }) => report.kind === 'source' && times.blocked / elapsed >= LIMIT,
  );
  if (!isHeld) return undefined;
  const [task] = tasks.toSorted((a, b) => holding(b) - holding(a));
  const queue = slowestReader(run);
  if (queue !== undefined && queue.blocked > (task === undefined ? 0 : holding(task)))
    return ofReader(queue, run);
  if (task === undefined) return undefined;
  return task.times.resting > task.times.worked ? ofResting(task, run) : ofNode(task, run);
}

/** Milliseconds in which a node took no more items, although there was room for what it gives. */
function holding({ times }: NodeLoad): number {
  return times.worked + times.ready + times.resting;
}
