import type { PipelineGraph } from '../graph/pipeline-graph.js';
import type { NodeReport, Snapshot } from '../insight/snapshot.js';
import { columns } from './columns.js';
import { doneOf } from './done.js';
import { expectedOf } from './expected.js';
import { inLine } from '../preview.js';
import { count, duration, rate } from './words.js';

/** Places that a bar takes. */
const BAR = 16;

/** How many items nodes will take in, by their ids. */
type Expected = ReadonlyMap<string, number>;

/**
 * How far a run is, in words: how many items each node has finished with, its rate, what waits for it, what failed,
 * and the time to go, where sources know how many items they have.
 *
 * @example
 * import { Progress } from 'skorche/progress';
 *
 * const pipeline = new Pipeline();
 * pipeline.queue({ name: 'orders', from: ['a', 'b'] });
 * const progress = new Progress(pipeline.graph);
 * const running = pipeline.run();
 * running.snapshots$.subscribe((snapshot) => console.log(progress.line(snapshot)));
 * await running;
 */
export class Progress {
  readonly #graph: PipelineGraph;

  constructor(graph: PipelineGraph) {
    this.#graph = graph;
  }

  /**
   * A line for the whole, then one for each node.
   *
   * @example
   * import { Progress } from 'skorche/progress';
   *
   * const pipeline = new Pipeline();
   * sink(console.log, pipeline.queue({ from: ['a', 'b'] }));
   * const running = pipeline.run();
   * new Progress(pipeline.graph).lines(running.snapshot()).length; // => 3
   */
  lines(snapshot: Snapshot): string[] {
    const expected = expectedOf(this.#graph, snapshot.nodes);
    const rows = snapshot.nodes.map((node) => {
      const done = doneOf(this.#graph, node, snapshot);
      return [
        inLine(node.label),
        ...bar(done, expected.get(node.id)),
        count(done),
        rate(node.rate),
        worded(this.#waitingFor(node, snapshot), 'waiting'),
        worded(node.failed + node.skipped, 'failed'),
      ];
    });
    return [this.#whole(snapshot, expected), ...columns(rows, (column) => column < 2)];
  }

  /**
   * Everything in one line.
   *
   * @example
   * import { Progress } from 'skorche/progress';
   *
   * const pipeline = new Pipeline();
   * pipeline.queue({ name: 'orders', from: ['a', 'b'] });
   * const running = pipeline.run();
   * new Progress(pipeline.graph).line(running.snapshot()).includes('orders 0 of 2'); // => true
   */
  line(snapshot: Snapshot): string {
    const expected = expectedOf(this.#graph, snapshot.nodes);
    return [this.#whole(snapshot, expected), ...this.#parts(snapshot, expected)].join('; ');
  }

  /**
   * The last line, of a run that has ended, well or not.
   *
   * @example
   * import { Progress } from 'skorche/progress';
   *
   * const pipeline = new Pipeline();
   * pipeline.queue({ name: 'orders', from: ['a', 'b'] });
   * const running = pipeline.run();
   * await running;
   * new Progress(pipeline.graph).lastLine(running.snapshot()).includes('ended; orders 2 of 2'); // => true
   */
  lastLine(snapshot: Snapshot): string {
    const expected = expectedOf(this.#graph, snapshot.nodes);
    return [`${duration(snapshot.at)}, ended`, ...this.#parts(snapshot, expected)].join('; ');
  }

  #parts(snapshot: Snapshot, expected: Expected): string[] {
    return snapshot.nodes.map((node) => {
      const items = expected.get(node.id);
      const done = doneOf(this.#graph, node, snapshot);
      const failed = node.failed + node.skipped;
      const parts = [
        `${inLine(node.label)} ${count(done)}${items === undefined ? '' : ` of ${count(items)}`}`,
        rate(node.rate),
        worded(this.#waitingFor(node, snapshot), 'waiting'),
        worded(failed, 'failed'),
      ];
      return parts.filter((part) => part !== '').join(', ');
    });
  }

  #whole(snapshot: Snapshot, expected: Expected): string {
    const left = this.#left(snapshot, expected);
    return `${duration(snapshot.at)}${left === undefined ? '' : `, about ${duration(left)} to go`}`;
  }

  /** Milliseconds to the end, as the slowest of those nodes has it whose input is known; when all have begun. */
  #left(snapshot: Snapshot, expected: Expected): number | undefined {
    const { at, nodes } = snapshot;
    const times = nodes.flatMap((node) => {
      const items = expected.get(node.id);
      const done = doneOf(this.#graph, node, snapshot);
      return items ? [(at * Math.max(0, items - done)) / done] : [];
    });
    const longest = Math.max(...times);
    return at < 1000 || !Number.isFinite(longest) ? undefined : longest;
  }

  #waitingFor({ id, kind }: NodeReport, { queues }: Snapshot): number {
    if (kind === 'source') return 0;
    return queues.reduce((sum, queue) => sum + (this.#graph.hasEdge(queue.id, id) ? queue.waiting : 0), 0);
  }
}

/** A bar and a percentage, where the number of inputs is known. */
function bar(done: number, expected: number | undefined): [string, string] {
  if (expected === undefined) return ['', ''];
  const share = expected === 0 ? 1 : Math.min(1, done / expected);
  const full = Math.floor(share * BAR);
  return ['█'.repeat(full) + '░'.repeat(BAR - full), `${Math.floor(share * 100)} %`];
}

function worded(value: number, word: string): string {
  return value === 0 ? '' : `${count(value)} ${word}`;
}
