import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
  type DataPoint,
  type MetricData,
} from '@opentelemetry/sdk-metrics';

/** The real SDK, which collects when it is told to, into memory. */
export class Collector {
  readonly #exporter: InMemoryMetricExporter;
  readonly provider: MeterProvider;

  constructor(temporality = AggregationTemporality.CUMULATIVE) {
    this.#exporter = new InMemoryMetricExporter(temporality);
    const reader = new PeriodicExportingMetricReader({
      exporter: this.#exporter,
      exportIntervalMillis: 1_000_000, // never by time
    });
    this.provider = new MeterProvider({ readers: [reader] });
  }

  get meter(): ReturnType<MeterProvider['getMeter']> {
    return this.provider.getMeter('skorche');
  }

  /** What is collected now, by name. */
  async collect(): Promise<Map<string, MetricData>> {
    this.#exporter.reset();
    await this.provider.forceFlush();
    const scopes = this.#exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics);
    return new Map(
      scopes.flatMap(({ metrics }) => metrics).map((metric) => [metric.descriptor.name, metric]),
    );
  }
}

/** The points whose attributes contain those given. */
export function pointsOf(
  metric: MetricData | undefined,
  attributes: Record<string, string>,
): DataPoint<unknown>[] {
  const points: readonly DataPoint<unknown>[] = metric?.dataPoints ?? [];
  return points.filter((point) =>
    Object.entries(attributes).every(([key, value]) => point.attributes[key] === value),
  );
}

/** The value of the first of them. */
export function valueOf(metric: MetricData | undefined, attributes: Record<string, string>): unknown {
  return pointsOf(metric, attributes)[0]?.value;
}
