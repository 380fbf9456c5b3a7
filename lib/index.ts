export { Pipeline } from './pipeline.js';
export { check, queue, render, run, shutdown, toDot, toMermaid, toSvg } from './default-pipeline.js';
export type { QueueInput } from './flow/inputs/queue-input.js';
export { Queue, type QueueFor } from './queue.js';
export type { QueueOptions } from './queue-options.js';
export { task, type Task } from './task.js';
export type { TaskOptions } from './task-options.js';
export { processes, threads, type TasksOf, type ThreadsOptions, type WorkerTask } from './workers.js';
export type { RetryOptions } from './flow/tasks/retry.js';
export type { Failure } from './flow/tasks/failure.js';
export type { TaskContext } from './executors/executor.js';

export { batch, type BatchOptions } from './ops/batch.js';
export { chain } from './ops/chain.js';
export { filter } from './ops/filter.js';
export { map, type MapOptions } from './ops/map.js';
export { merge } from './ops/merge.js';
export { sink } from './ops/sink.js';
export { split } from './ops/split.js';
export { tee } from './ops/tee.js';
export { unbatch } from './ops/unbatch.js';
export type { Out, Outs } from './ops/declare.js';

export type { DeclaredQueue } from './graph/declared-queue.js';
export type { PipelineGraph, NodeAttributes, EdgeAttributes } from './graph/pipeline-graph.js';
export type { Finding, FindingCode } from './graph/check.js';
export type { RenderOptions } from './render/options.js';
export type { GraphJson } from './render/json.js';
export type { Run } from './run/active-run.js';
export type { CallListener } from './run/observer.js';
export type { RunOptions } from './run/run.js';
export type {
  NodeReport,
  QueueReport,
  Report,
  Snapshot,
  Verdict,
  WorkerDeath,
  WorkersReport,
} from './insight/snapshot.js';
export type { LatencyReport } from './insight/latency.js';
export type { Fate, ItemTrace, TraceStep } from './insight/trace/item-trace.js';

export { PipelineError, SkorcheError, TaskError, WorkerError, type ErrorCode } from './errors.js';
