import type { NodeReport, QueueReport, Report, Snapshot } from '../run/report.js';
import type { PipelineGraph } from '../graph/pipeline-graph.js';
import { columns } from '../progress/columns.js';
import { inLine, printable } from '../preview.js';
import { count, duration } from '../progress/words.js';

/** Counts that are told only when there are any. */
const FATES = ['failed', 'skipped', 'dropped', 'discarded', 'retried'] as const;

/** The report of a run, or how one stood when it failed: a line a node, then the verdict. */
export function reportTable(report: Report | Snapshot, graph: PipelineGraph): string {
  const fates = FATES.filter((fate) => report.nodes.some((node) => node[fate] > 0));
  const head = ['node', 'kind', 'in', 'out', ...fates, 'waited', 'busy'];
  const rows = report.nodes.map((node) => [
    inLine(node.label),
    node.kind,
    ...[node.in, node.out, ...fates.map((fate) => node[fate])].map(counted),
    waitedFor(node, report.queues, graph),
    `${Math.round(node.busy * 100)} %`,
  ]);
  const { name } = graph.getAttributes();
  const time = duration('duration' in report ? report.duration : report.at);
  const stopped = 'stopped' in report && report.stopped ? ', stopped' : '';
  const table = columns([head, ...rows], (column) => column < 2);
  const verdict = printable(report.verdict.sentence);
  return [`${inLine(name)}: ${time}${stopped}`, '', ...table, '', verdict, ''].join('\n');
}

/** Most that ever waited for a node, of how many could have. */
function waitedFor({ id, kind }: NodeReport, queues: readonly QueueReport[], graph: PipelineGraph): string {
  if (kind === 'source') return '';
  const before = queues.filter((queue) => queue.peak > 0 && graph.hasEdge(queue.id, id));
  return before.map(({ peak, capacity }) => `${count(peak)} of ${count(capacity)}`).join(', ');
}

function counted(value: number): string {
  return value === 0 ? '·' : count(value);
}
