import { metrics, type Attributes, type BatchObservableResult, type Meter } from '@opentelemetry/api';
import { checkKeys, checkType } from '../arguments.js';
import type { NodeReport, QueueReport, Snapshot } from '../insight/snapshot.js';
import type { Run } from '../run/active-run.js';
import { instrumentsOf, type Instruments } from './instruments.js';

/** How a run is observed. */
export interface ObserveOptions {
  /** What the attribute `skorche.pipeline.name` says. @default left out */
  readonly pipeline?: string;
  /** Where the instruments are made. @default `metrics.getMeter('skorche')` */
  readonly meter?: Meter;
}

/**
 * Registers a run's counters, gauges and histograms with OpenTelemetry. They are read whenever the SDK
 * collects, after the run's end too: call the function returned when the last collection has been made.
 *
 * Counts of items are counters, items waiting and calls under way up-down counters, shares of time gauges
 * from 0 to 1, the duration of calls a histogram in seconds: of a thousand calls a second at the most.
 *
 * @example
 * import { observeRun } from 'skorche/otel';
 *
 * map((n) => n + 1, queue({ from: [1, 2, 3] }));
 * const running = run();
 * const unobserve = observeRun(running, { pipeline: 'numbers' });
 * await running;
 * unobserve();
 *
 * @throws `PipelineError` `invalid-argument`
 */
export function observeRun(run: Run, options: ObserveOptions = {}): () => void {
  checkKeys('observeRun', options, ['pipeline', 'meter']);
  checkType('observeRun', 'pipeline', options.pipeline, 'string');
  const { pipeline, meter = metrics.getMeter('skorche') } = options;
  const common: Attributes = pipeline === undefined ? {} : { 'skorche.pipeline.name': pipeline };
  const { observed, duration } = instrumentsOf(meter);
  const all = Object.values(observed);
  const read = (result: BatchObservableResult): void => observe(result, run.snapshot(), observed, common);
  meter.addBatchObservableCallback(read, all);
  const tasks = new Map(run.snapshot().nodes.map((node) => [node.id, attributesOf(node, common)]));
  const endListening = run.listen((node, ms) => duration.record(ms / 1000, tasks.get(node) ?? common));
  return () => {
    meter.removeBatchObservableCallback(read, all);
    endListening();
  };
}

function observe(
  result: BatchObservableResult,
  { nodes, queues }: Snapshot,
  instruments: Instruments['observed'],
  common: Attributes,
): void {
  for (const node of nodes) observeNode(result, node, instruments, attributesOf(node, common));
  for (const queue of queues) observeQueue(result, queue, instruments, common);
}

function observeNode(
  result: BatchObservableResult,
  node: NodeReport,
  { received, processed, retries, active, concurrency, utilization }: Instruments['observed'],
  attributes: Attributes,
): void {
  result.observe(received, node.in, attributes);
  for (const outcome of ['out', 'failed', 'skipped', 'dropped', 'discarded'] as const) {
    if (outcome !== 'out' && node[outcome] === 0) continue;
    result.observe(processed, node[outcome], { ...attributes, 'skorche.item.outcome': outcome });
  }
  for (const state of ['busy', 'blocked', 'starved'] as const) {
    result.observe(utilization, node[state], { ...attributes, 'skorche.node.state': state });
  }
  if (node.kind !== 'task') return;
  result.observe(retries, node.retried, attributes);
  result.observe(active, node.active, attributes);
  result.observe(concurrency, node.concurrency, attributes);
}

function observeQueue(
  result: BatchObservableResult,
  { id, name, waiting, capacity }: QueueReport,
  { queued, limit }: Instruments['observed'],
  common: Attributes,
): void {
  const attributes = { ...common, 'skorche.queue.id': id, 'skorche.queue.name': name };
  result.observe(queued, waiting, attributes);
  result.observe(limit, capacity, attributes);
}

function attributesOf({ id, kind, label }: NodeReport, common: Attributes): Attributes {
  return { ...common, 'skorche.node.id': id, 'skorche.node.kind': kind, 'skorche.node.name': label };
}
