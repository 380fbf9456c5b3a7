import { metrics, type Attributes, type BatchObservableResult, type Meter } from '@opentelemetry/api';
import { checkKeys, checkType, invalid } from '../arguments.js';
import type { Run } from '../run/active-run.js';
import { Additions } from './additions.js';
import { attributesOfNode } from './attributes.js';
import { instrumentsOf } from './instruments.js';

/** How a run is observed. */
export interface ObserveOptions {
  /** What the attribute `skorche.pipeline.name` says. @default left out */
  readonly pipeline?: string;
  /** Where the instruments are made. @default `metrics.getMeter('skorche')` */
  readonly meter?: Meter;
}

/**
 * Gives a run's counts to OpenTelemetry, whenever the SDK collects and once more when the run has ended, well
 * or not. Then nothing of it stays registered, and runs with the same attributes go on with the same series.
 * The function returned ends it sooner: what has been counted up to then is given.
 *
 * Counts of items are counters, items waiting and calls under way up-down counters, shares of time gauges
 * from 0 to 1, the duration of calls a histogram in seconds: of a thousand calls a second at the most.
 * A run adds to the up-down counters while it goes on; at its end it takes back what it has added.
 *
 * @example
 * import { observeRun } from 'skorche/otel';
 *
 * map((n) => n + 1, queue({ from: [1, 2, 3] }));
 * const running = run();
 * const unobserve = observeRun(running, { pipeline: 'numbers' });
 * await running;
 * unobserve(); // it has ended by itself then
 *
 * @throws `PipelineError` `invalid-argument`
 */
export function observeRun(run: Run, options: ObserveOptions = {}): () => void {
  if (typeof run?.snapshot !== 'function') throw invalid('observeRun', 'run', 'a run', run);
  checkKeys('observeRun', options, ['pipeline', 'meter']);
  checkType('observeRun', 'pipeline', options.pipeline, 'string');
  const { pipeline, meter = metrics.getMeter('skorche') } = options;
  if (typeof meter?.createCounter !== 'function') throw invalid('observeRun', 'meter', 'a Meter', meter);
  const common: Attributes = pipeline === undefined ? {} : { 'skorche.pipeline.name': pipeline };
  const instruments = instrumentsOf(meter);
  const { utilization, duration } = instruments;
  const additions = new Additions(instruments, common);
  // An SDK calls this before it collects any instrument of the meter: what is added here is in that collection.
  const collect = (result: BatchObservableResult): void => {
    const snapshot = run.snapshot();
    additions.count(snapshot);
    additions.level(snapshot);
    for (const node of snapshot.nodes) {
      const attributes = attributesOfNode(node, common);
      for (const state of ['busy', 'blocked', 'starved'] as const)
        result.observe(utilization, node[state], { ...attributes, 'skorche.node.state': state });
    }
  };
  meter.addBatchObservableCallback(collect, [utilization]);
  const tasks = new Map(run.snapshot().nodes.map((node) => [node.id, attributesOfNode(node, common)]));
  const endListening = run.listen((node, ms) => duration.record(ms / 1000, tasks.get(node) ?? common));
  let isOver = false;
  const end = (): void => {
    if (isOver) return;
    isOver = true;
    meter.removeBatchObservableCallback(collect, [utilization]);
    endListening();
    additions.count(run.snapshot());
    additions.level();
  };
  void run.ended.then(end);
  return end;
}
