import type { PipelineGraph } from '../graph/pipeline-graph.js';
import type { NodeReport, Snapshot } from '../insight/snapshot.js';
import { columns } from './columns.js';
import { expectedOf } from './expected.js';
import { count, duration, inLine, rate } from './words.js';

const BAR = 16;

/**
 * How far a run is, in words: what each node is through with, its rate, what waits for it, what failed,
 * and the time to go, where sources know how many items they have.
 */
export class Progress {
  readonly #graph: PipelineGraph;
  readonly #expected: ReadonlyMap<string, number>;

  constructor(graph: PipelineGraph) {
    this.#graph = graph;
    this.#expected = expectedOf(graph);
  }

  /** A line for the whole, then one for each node. */
  lines(snapshot: Snapshot): string[] {
    const rows = snapshot.nodes.map((node) => [
      inLine(node.label),
      ...this.#bar(node),
      count(this.#done(node)),
      rate(node.rate),
      worded(this.#waitingFor(node, snapshot), 'waiting'),
      worded(node.failed + node.skipped, 'failed'),
    ]);
    return [this.#whole(snapshot), ...columns(rows, (column) => column < 2)];
  }

  /** Everything in one line. */
  line(snapshot: Snapshot): string {
    const nodes = snapshot.nodes.map((node) => {
      const expected = this.#expected.get(node.id);
      const failed = node.failed + node.skipped;
      const parts = [
        `${inLine(node.label)} ${count(this.#done(node))}${expected === undefined ? '' : ` of ${count(expected)}`}`,
        rate(node.rate),
        worded(this.#waitingFor(node, snapshot), 'waiting'),
        worded(failed, 'failed'),
      ];
      return parts.filter((part) => part !== '').join(', ');
    });
    return [this.#whole(snapshot), ...nodes].join('; ');
  }

  #whole(snapshot: Snapshot): string {
    const left = this.#left(snapshot);
    return `${duration(snapshot.at)}${left === undefined ? '' : `, about ${duration(left)} to go`}`;
  }

  /** Milliseconds to the end, as the slowest of those nodes has it whose input is known; when all have begun. */
  #left({ at, nodes }: Snapshot): number | undefined {
    const times = nodes.flatMap((node) => {
      const expected = this.#expected.get(node.id);
      return expected ? [(at * Math.max(0, expected - this.#done(node))) / this.#done(node)] : [];
    });
    const longest = Math.max(...times);
    return at < 1000 || !Number.isFinite(longest) ? undefined : longest;
  }

  /** Items that a node is through with. */
  #done(node: NodeReport): number {
    return node.kind === 'task' ? node.in - node.active : node.in;
  }

  #waitingFor({ id, kind }: NodeReport, { queues }: Snapshot): number {
    if (kind === 'source') return 0;
    return queues.reduce((sum, queue) => sum + (this.#graph.hasEdge(queue.id, id) ? queue.waiting : 0), 0);
  }

  /** A bar and a percentage, where the number of inputs is known. */
  #bar(node: NodeReport): [string, string] {
    const expected = this.#expected.get(node.id);
    if (expected === undefined) return ['', ''];
    const share = expected === 0 ? 1 : Math.min(1, this.#done(node) / expected);
    const full = Math.floor(share * BAR);
    return ['█'.repeat(full) + '░'.repeat(BAR - full), `${Math.floor(share * 100)} %`];
  }
}

function worded(value: number, word: string): string {
  return value === 0 ? '' : `${count(value)} ${word}`;
}
