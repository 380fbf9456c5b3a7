import type { Counter, Histogram, Meter, ObservableGauge, UpDownCounter } from '@opentelemetry/api';

/** What a run is measured with. */
export interface Instruments {
  /** Added to. */
  readonly counters: Readonly<Record<'received' | 'processed' | 'retries', Counter>>;
  /** Added to, and taken from again: at the end of a run it has no share in them. */
  readonly levels: Readonly<Record<'active' | 'concurrency' | 'queued' | 'limit', UpDownCounter>>;
  /** Read when the SDK collects. */
  readonly utilization: ObservableGauge;
  /** Recorded as calls end. */
  readonly duration: Histogram;
}

/** Seconds: from what a function on this thread takes to what a slow service does. */
const BOUNDARIES = [0.00001, 0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60];

/** Names and units after OpenTelemetry's semantic conventions for metrics. */
export function instrumentsOf(meter: Meter): Instruments {
  return {
    counters: {
      received: meter.createCounter('skorche.node.items.received', {
        unit: '{item}',
        description: 'Items that a node has taken in.',
      }),
      processed: meter.createCounter('skorche.node.items.processed', {
        unit: '{item}',
        description: 'Items that have left a node, and those that ended there, by outcome.',
      }),
      retries: meter.createCounter('skorche.task.retries', {
        unit: '{call}',
        description: 'Calls made again after a failure.',
      }),
    },
    levels: {
      active: meter.createUpDownCounter('skorche.task.active_calls', {
        unit: '{call}',
        description: 'Calls under way.',
      }),
      concurrency: meter.createUpDownCounter('skorche.task.active_calls.limit', {
        unit: '{call}',
        description: 'Most calls that may be under way.',
      }),
      queued: meter.createUpDownCounter('skorche.queue.usage', {
        unit: '{item}',
        description: 'Items that wait in a queue.',
      }),
      limit: meter.createUpDownCounter('skorche.queue.limit', {
        unit: '{item}',
        description: 'Most items that may wait in a queue.',
      }),
    },
    utilization: meter.createObservableGauge('skorche.node.utilization', {
      unit: '1',
      description: 'Share of its time in which a node was busy, blocked by what follows, or starved.',
    }),
    duration: meter.createHistogram('skorche.task.duration', {
      unit: 's',
      description: 'How long calls of a task take.',
      advice: { explicitBucketBoundaries: BOUNDARIES },
    }),
  };
}
