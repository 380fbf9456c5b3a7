import type { NodeReport, PipelineGraph, Report } from 'skorche';
import type { Problem } from './items.js';

/** Names come out of other people's archives: what could steer a terminal is taken out. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '\u{FFFD}');
}

export function problemList(problems: readonly Problem[]): string {
  if (problems.length === 0) return 'No problems.';
  const lines = problems.map(({ name, reason }) => `  ${printable(name)}: ${printable(reason)}`);
  return `Problems (${problems.length}):\n${lines.join('\n')}`;
}

/**
 * The accounts of a run, a line for each node: what went in and came out, how many items waited for
 * it at the most, of how many could have, where it ran, and the named queues that it fills.
 */
export function reportTable(report: Report, graph: PipelineGraph): string {
  const rows = report.nodes.map((node) => [
    node.label,
    node.kind,
    placeOf(node, graph),
    ...[node.in, node.out, node.failed, node.dropped].map(count),
    waiting(node, report, graph),
    fills(node, graph),
  ]);
  const head = ['node', 'kind', 'runs on', 'in', 'out', 'failed', 'dropped', 'waited', 'fills'];
  const table = columns([head, ...rows], ['node', 'kind', 'runs on', 'fills']);
  return `Report of the run, ${(report.duration / 1000).toFixed(1)} s:\n${table}`;
}

/** Where a task ran; ops and sources cost next to nothing. */
function placeOf({ id, kind }: NodeReport, graph: PipelineGraph): string {
  const node = kind === 'source' ? undefined : graph.getNodeAttributes(id);
  if (node?.kind !== 'task') return '';
  return node.place === 'inline' ? 'this thread' : node.place;
}

function waiting({ id, kind }: NodeReport, { queues }: Report, graph: PipelineGraph): string {
  if (kind === 'source') return '';
  const before = queues.filter((queue) => queue.peak > 0 && graph.hasEdge(queue.id, id));
  return before.map(({ peak, capacity }) => `${peak} of ${capacity}`).join(', ');
}

function fills({ id, kind }: NodeReport, graph: PipelineGraph): string {
  if (kind === 'source') return '';
  const names = graph.mapOutNeighbors(id, (_id, node) =>
    node.kind === 'queue' && !node.queue.isAnonymous ? node.label : '',
  );
  return names.filter((name) => name !== '').join(', ');
}

function count(value: number): string {
  return value === 0 ? '·' : value.toLocaleString('en');
}

/** Text in columns as wide as they must be: those of words flush left, those of numbers flush right. */
function columns(rows: readonly (readonly string[])[], words: readonly string[]): string {
  const [head = []] = rows;
  const widths = head.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  const cell = (text: string, i: number): string =>
    words.includes(head[i]!) ? text.padEnd(widths[i]!) : text.padStart(widths[i]!);
  return rows.map((row) => `  ${row.map(cell).join('  ')}`.trimEnd()).join('\n');
}
