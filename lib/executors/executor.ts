/** What a task's function may be told besides its item, when it asks for it with `context: true`. */
export interface TaskContext {
  /** Aborted when the run is cut short. */
  readonly signal: AbortSignal;
  /** Which call with this item it is, from 1. */
  readonly attempt: number;
  /** The task's name. */
  readonly task: string;
}

/**
 * Where a task's function runs: the port that dispatchers call.
 *
 * The result, or a thenable of it, comes back; what is thrown or rejected is the item's failure.
 */
export interface Executor<In, Out> {
  run(item: In, context: TaskContext): Out | PromiseLike<Out>;
}
