import { checkFunction, invalid } from '../arguments.js';
import type { Queue, QueueFor } from '../queue.js';
import { checkFree, checkOut, checkQueue, type Out } from './declare.js';
import { declareTask } from './declare-task.js';

type Step<In, R> = (item: Awaited<In>) => R;

/** What the last of `N` tasks gives, of twelve. */
type LastOf<N extends number, Results extends readonly unknown[]> = Results extends readonly [
  ...infer Before,
  infer R,
]
  ? Results['length'] extends N
    ? Awaited<R>
    : LastOf<N, Before>
  : unknown;

/** `Out` whose queue says nothing about the tasks: what they give must fit it, not the other way round. */
interface ChainOptions<Q, R> extends Omit<Out<R>, 'out'> {
  // While the compiler doesn't know yet what arrow functions give, R is unknown, and fits.
  readonly out?: Q & (unknown extends R ? unknown : QueueFor<R>);
}

/**
 * Runs tasks one after the other: `chain([f, g, h], queue)` gives `h(g(f(item)))`. Each is a node of
 * its own, with a queue between it and the next, so that all work at the same time. One task or many
 * (up to twelve in one call).
 *
 * @example
 * const sizes = chain([(word: string) => word.trim(), (word) => word.length], queue({ from: [' a '] }));
 * await run();
 * sizes.flush(); // => [1]
 *
 * @throws {@link PipelineError} `queue-has-consumer` when `queue` is already read;
 * `queue-has-producer` when `out` is already filled; `other-pipeline`, `already-run`, `invalid-argument`
 */
export function chain<
  T,
  A,
  B,
  C,
  D,
  E,
  F,
  G,
  H,
  I,
  J,
  K,
  L,
  N extends number,
  Q extends Queue<any> = Queue<any>,
>(
  tasks: readonly [
    Step<NoInfer<T>, A>,
    Step<A, B>?,
    Step<B, C>?,
    Step<C, D>?,
    Step<D, E>?,
    Step<E, F>?,
    Step<F, G>?,
    Step<G, H>?,
    Step<H, I>?,
    Step<I, J>?,
    Step<J, K>?,
    Step<K, L>?,
  ] & { readonly length: N },
  queue: Queue<T>,
  options: ChainOptions<Q, NoInfer<LastOf<N, [A, B, C, D, E, F, G, H, I, J, K, L]>>> = {},
): Queue<LastOf<N, [A, B, C, D, E, F, G, H, I, J, K, L]>> {
  const steps: readonly unknown[] = tasks;
  if (!Array.isArray(steps) || steps.length === 0)
    throw invalid('chain', 'tasks', 'an array of tasks', steps);
  steps.forEach((task, i) => checkFunction('chain', `tasks[${i}]`, task));
  checkQueue('chain', queue);
  checkOut('chain', options);
  checkFree('chain', [queue], [options.out]);
  const last = tasks.length - 1;
  return tasks.reduce<Queue<any>>(
    (from, task, i) => declareTask('chain', task!, from, {}, [i === last ? options : {}])[0]!,
    queue,
  );
}
