import { checkFunction, invalid } from '../arguments.js';
import type { Queue, QueueFor } from '../queue.js';
import type { CalledWithItem } from '../task.js';
import { checkFree, checkOut, checkQueue, type Out } from './declare.js';
import { declareTask } from './declare-task.js';

type Step<In, R, F> = F & CalledWithItem<F> & ((item: Awaited<In>) => R);

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
  F1 = unknown,
  F2 = unknown,
  F3 = unknown,
  F4 = unknown,
  F5 = unknown,
  F6 = unknown,
  F7 = unknown,
  F8 = unknown,
  F9 = unknown,
  F10 = unknown,
  F11 = unknown,
  F12 = unknown,
>(
  tasks: readonly [
    Step<NoInfer<T>, A, F1>,
    Step<A, B, F2>?,
    Step<B, C, F3>?,
    Step<C, D, F4>?,
    Step<D, E, F5>?,
    Step<E, F, F6>?,
    Step<F, G, F7>?,
    Step<G, H, F8>?,
    Step<H, I, F9>?,
    Step<I, J, F10>?,
    Step<J, K, F11>?,
    Step<K, L, F12>?,
  ] & { readonly length: N },
  queue: Queue<T>,
  options: ChainOptions<Q, NoInfer<LastOf<N, [A, B, C, D, E, F, G, H, I, J, K, L]>>> = {},
): Queue<LastOf<N, [A, B, C, D, E, F, G, H, I, J, K, L]>> {
  const steps: readonly any[] = tasks;
  if (!Array.isArray(steps) || steps.length === 0)
    throw invalid('chain', 'tasks', 'an array of tasks', steps);
  steps.forEach((task, i) => checkFunction('chain', `tasks[${i}]`, task));
  checkQueue('chain', queue);
  checkOut('chain', options);
  checkFree('chain', [queue], [options.out]);
  const last = steps.length - 1;
  return steps.reduce<Queue<any>>(
    (from, task, i) => declareTask('chain', task, from, {}, [i === last ? options : {}])[0]!,
    queue,
  );
}
