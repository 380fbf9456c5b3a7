import type { Attributes, UpDownCounter } from '@opentelemetry/api';
import type { NodeReport, QueueReport, Snapshot } from '../insight/snapshot.js';
import { attributesOfNode, attributesOfQueue } from './attributes.js';
import type { Instruments } from './instruments.js';

const OUTCOMES = ['out', 'failed', 'skipped', 'dropped', 'discarded'] as const;

/**
 * What one run adds to instruments that go on from run to run: of its counts, what has come since the last
 * time; of how much there is of something, the difference. Snapshots of a run have its nodes and queues in the same order.
 */
export class Additions {
  readonly #instruments: Instruments;
  readonly #common: Attributes;
  #counted: Snapshot | undefined;
  #levelled: Snapshot | undefined;

  constructor(instruments: Instruments, common: Attributes) {
    this.#instruments = instruments;
    this.#common = common;
  }

  /** Adds what the run has counted up to `snapshot`. */
  count(snapshot: Snapshot): void {
    const before = this.#counted;
    this.#counted = snapshot;
    snapshot.nodes.forEach((node, i) => this.#countNode(node, before?.nodes[i]));
  }

  /** Sets the run's share in calls under way, in items waiting and in their limits to that of `snapshot`, or to none. */
  level(snapshot?: Snapshot): void {
    const before = this.#levelled;
    this.#levelled = snapshot;
    const { nodes = [], queues = [] } = snapshot ?? before ?? {};
    nodes.forEach((node, i) => {
      if (node.kind === 'task') this.#levelTask(node, snapshot && node, before?.nodes[i]);
    });
    queues.forEach((queue, i) => this.#levelQueue(queue, snapshot && queue, before?.queues[i]));
  }

  #countNode(node: NodeReport, before: NodeReport | undefined): void {
    const { received, processed, retries } = this.#instruments.counters;
    const attributes = attributesOfNode(node, this.#common);
    const isNew = before === undefined; // a series begins at 0
    const count = (key: 'in' | 'retried' | (typeof OUTCOMES)[number]): number =>
      Math.max(0, node[key] - (before?.[key] ?? 0)); // what a reader leaves unread is out no more, but was counted
    if (isNew || count('in') > 0) received.add(count('in'), attributes);
    for (const outcome of OUTCOMES) {
      if (count(outcome) === 0 && !(isNew && outcome === 'out')) continue;
      processed.add(count(outcome), { ...attributes, 'skorche.item.outcome': outcome });
    }
    if (node.kind === 'task' && (isNew || count('retried') > 0)) retries.add(count('retried'), attributes);
  }

  #levelTask(node: NodeReport, now: NodeReport | undefined, before: NodeReport | undefined): void {
    const { active, concurrency } = this.#instruments.levels;
    const attributes = attributesOfNode(node, this.#common);
    change(active, now?.active, before?.active, attributes);
    change(concurrency, now?.concurrency, before?.concurrency, attributes);
  }

  #levelQueue(queue: QueueReport, now: QueueReport | undefined, before: QueueReport | undefined): void {
    const { queued, limit } = this.#instruments.levels;
    const attributes = attributesOfQueue(queue, this.#common);
    change(queued, now?.waiting, before?.waiting, attributes);
    change(limit, now?.capacity, before?.capacity, attributes);
  }
}

function change(level: UpDownCounter, now = 0, before: number | undefined, attributes: Attributes): void {
  if (before === undefined || now !== before) level.add(now - (before ?? 0), attributes);
}
