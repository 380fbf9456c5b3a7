import type { ItemTrace, TraceStep } from './item-trace.js';

/** An event of the Trace Event Format: a slice of a row, or a row's name. Times are microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: 'X' | 'M';
  readonly pid: number;
  readonly tid: number;
  readonly ts?: number;
  readonly dur?: number;
  readonly cat?: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** Milliseconds after its work that an item needs to go on: less is not worth a slice. */
const AT_ONCE = 0.02;

/**
 * Traces as a file in the Trace Event Format of Chrome, which Perfetto (https://ui.perfetto.dev),
 * chrome://tracing and speedscope open: a row an item, one more for each copy that is elsewhere at the
 * same time, with what it waited and what it was worked on.
 *
 * Format: "Trace Event Format", Duncan and Nelson, 2016.
 */
export function chromeTrace(
  name: string,
  traces: readonly ItemTrace[],
  labelOf: (id: string) => string,
): string {
  let rows = 0;
  const events = traces.flatMap((trace): TraceEvent[] => {
    const item = `${labelOf(trace.source)}: item ${trace.number}`;
    return inRows(trace.steps).flatMap((steps, copy) => {
      const tid = ++rows;
      const called = copy === 0 ? item : `${item}, copy ${copy + 1}`;
      return [named('thread_name', tid, called), ...steps.flatMap((step) => slices(step, tid))];
    });
  });
  const traceEvents = [named('process_name', 0, name), ...events];
  return JSON.stringify({ traceEvents, displayTimeUnit: 'ms' });
}

/** Steps that overlap can't share a row: each goes into the first that is free. */
function inRows(steps: readonly TraceStep[]): TraceStep[][] {
  const rows: TraceStep[][] = [];
  for (const step of steps.toSorted((a, b) => a.entered - b.entered)) {
    const free = rows.find((row) => row.at(-1)!.left <= step.entered);
    if (free === undefined) rows.push([step]);
    else free.push(step);
  }
  return rows.length === 0 ? [[]] : rows;
}

/** What it waited, what it was worked on, and what it was held back after that. */
function slices(step: TraceStep, tid: number): TraceEvent[] {
  const { label, node, queue, attempts, fate, entered, waiting, working, left } = step;
  const begun = entered + waiting;
  const ended = begun + working;
  const args = { node, queue, attempts, fate };
  const slice = (name: string, cat: string, from: number, to: number): TraceEvent => ({
    name,
    cat,
    ph: 'X',
    pid: 1,
    tid,
    ts: microseconds(from),
    dur: Math.max(0, microseconds(to) - microseconds(from)),
    args,
  });
  if (attempts === 0) return [slice(label, 'waiting', entered, left)]; // an op, or it was never called
  return [
    ...(waiting > 0 ? [slice(`${label}: waiting`, 'waiting', entered, begun)] : []),
    slice(label, 'working', begun, ended),
    ...(left > ended + AT_ONCE ? [slice(`${label}: held back`, 'waiting', ended, left)] : []),
  ];
}

function named(kind: 'process_name' | 'thread_name', tid: number, name: string): TraceEvent {
  return { name: kind, ph: 'M', pid: 1, tid, args: { name } };
}

/** With three digits: nanoseconds. */
function microseconds(ms: number): number {
  return Math.round(ms * 1e6) / 1e3;
}
