import type { TaskContext } from './executor.js';

/** A task's function on this thread. */
export type Inline<In, Out> = (item: In, context?: TaskContext) => Out | PromiseLike<Out>;
