import { groupBy } from '../rxjs.js';
import { checkFunction, invalid } from '../arguments.js';
import { unknownSplitValue } from '../errors/items.js';
import { Guarded } from './guarded.js';
import { flowOf, labelOf, passDemand } from './passage.js';
import type { Site } from '../flow/stage.js';
import type { Queue, QueueFor } from '../queue.js';
import { checkOuts, checkQueue, declare, type Outs } from './declare.js';

/** Of the values that a classifier returns, those that its type tells one by one. */
type Told<V> = 0 extends 1 & V
  ? never
  : V extends PropertyKey
    ? {} extends Record<V, 0> // `string`, `number`, or a pattern: no end of values
      ? never
      : V
    : V extends bigint
      ? bigint extends V
        ? never
        : V
      : V extends boolean | null | undefined
        ? V
        : never;

/** Nothing more, if every value that a classifier is known to return is among `Values`. */
type Complete<V, Values extends readonly unknown[]> = [Exclude<Told<V>, Values[number]>] extends [never]
  ? unknown
  : { readonly 'is missing': Exclude<Told<V>, Values[number]> };

/**
 * Sends each item to one of several queues, in order.
 *
 * With a predicate, to the first queue for `true`, to the second for `false`. With a classifier and
 * the `values` it may return, to the queue of the value, named after it unless `names` says otherwise;
 * another value fails the run with `unknown-split-value`, naming it. Where the classifier's type tells
 * which values it returns, one that is missing from `values` is an error of the compiler. A function
 * that throws fails the run with `op-failed`.
 *
 * @example
 * const [even, odd] = split((n) => n % 2 === 0, queue({ from: [1, 2, 3] }));
 * await run();
 * odd.flush(); // => [1, 3]
 *
 * @throws {@link PipelineError} `queue-has-consumer` when `queue` is already read;
 * `queue-has-producer` when `out` is already filled; `other-pipeline`, `already-run`, `invalid-argument`
 */
export function split<T, S extends T>(
  predicate: (item: T) => item is S,
  queue: Queue<T>,
  options?: Outs<readonly [QueueFor<NoInfer<S>>, QueueFor<Exclude<T, NoInfer<S>>>]>,
): [Queue<S>, Queue<Exclude<T, S>>];
export function split<T>(
  predicate: (item: NoInfer<T>) => boolean,
  queue: Queue<T>,
  options?: Outs<readonly [QueueFor<NoInfer<T>>, QueueFor<NoInfer<T>>]>,
): [Queue<T>, Queue<T>];
export function split<T, V, const Values extends readonly unknown[]>(
  classify: (item: NoInfer<T>) => V,
  queue: Queue<T>,
  values: Values & Complete<V, Values>,
  options?: Outs<{ readonly [K in keyof Values]: QueueFor<NoInfer<T>> }>,
): { -readonly [K in keyof Values]: Queue<T> };
export function split<T>(
  classify: (item: any) => unknown,
  queue: Queue<T>,
  ...rest: [values?: any, options?: any]
): any {
  checkFunction('split', rest.length === 0 ? 'predicate' : 'classify', classify);
  checkQueue('split', queue);
  const isPredicate = !Array.isArray(rest[0]);
  const [values, options = {}] = isPredicate
    ? [[true, false], rest[0] as Outs<readonly Queue<T>[]> | undefined]
    : [checkValues(rest[0] as readonly unknown[]), rest[1]];
  checkOuts('split', options, values.length);
  const label = labelOf('Split', classify);
  // Any truthy answer of a predicate counts as true, as everywhere in JavaScript.
  const valueOf = isPredicate ? (item: T) => Boolean(classify(item)) : classify;
  return declare({
    verb: 'split',
    node: {
      label,
      isAnonymous: classify.name === '' && (isPredicate || options.names !== undefined),
      gives: 'one for one',
      build: (site) => route(site, values, valueOf),
    },
    inputs: [queue],
    outputs: values.map((value, i) => ({
      out: options.out?.[i],
      value,
      name: options.names?.[i] ?? (isPredicate ? undefined : String(value)),
    })),
  });
}

function route<T>(site: Site, values: readonly unknown[], valueOf: (item: T) => unknown): void {
  passDemand(site);
  const outputs = new Map(values.map((value, i) => [value, site.outputs[i]!]));
  const classify = new Guarded(site, valueOf);
  const valueAmongThem = (item: T): unknown => {
    const value = classify.call(item);
    if (outputs.has(value)) return value;
    site.account.failed++;
    throw unknownSplitValue(site.label, item, value, values);
  };
  flowOf<T>(site.inputs[0]!)
    .pipe(groupBy(valueAmongThem))
    .subscribe({
      next: (group) => group.subscribe(outputs.get(group.key)!),
      error: site.fail,
      complete: () => site.outputs.forEach((output) => output.complete()), // those that nothing went to as well
    });
}

function checkValues(values: readonly unknown[]): readonly unknown[] {
  if (values.length === 0 || new Set(values).size < values.length) {
    throw invalid('split', 'values', 'one or more values, each of them once', values);
  }
  return values;
}
