import type { FileHandle } from 'node:fs/promises';
import * as lib from '../../lib/index.js';
import type { Failure, Pipeline, Queue, TaskOptions } from '../../lib/index.js';
import { TIMEOUT } from './fault.js';
import { feed, type Fed } from './feed.js';
import { follow } from './follow.js';
import type { Given } from './given.js';
import type { Item } from './interpret.js';
import type { Other } from './other.js';
import { taskFrom } from './pace.js';
import type { Recipe, Step, TaskRecipe } from './recipe.js';

/** What a recipe is declared with. */
export interface Kitchenware {
  /** The library, from source or as built. */
  readonly skorche: typeof lib;
  /** The function, or the task, that does what a recipe says; `called` is called in each call that goes well. */
  readonly taskFrom: (recipe: TaskRecipe, called: () => void) => (item: Item) => Item | PromiseLike<Item>;
  /** Called in each such call; it may throw. */
  readonly called: () => void;
}

const HERE: Kitchenware = { skorche: lib, taskFrom, called() {} };

/** A recipe, declared with skorche. */
export interface Assembly {
  readonly pipeline: Pipeline;
  /** What every sink has seen. */
  readonly sunk: readonly Item[][];
  readonly outputs: readonly Queue<Item>[];
  /** The ids of queues that items are pushed into, room or not. */
  readonly pushed: ReadonlySet<string>;
  /** What sources gave, by the ids of their queues. */
  readonly given: ReadonlyMap<string, Given>;
  /** The pipelines that sources read from. */
  readonly others: readonly Other[];
  /** Has begin what begins with the run. */
  readonly begin: () => void;
  /** Resolves when whoever puts items in is through, and other pipelines are. */
  readonly fed: Promise<unknown>;
  /** Closes what the library leaves open: it was made outside. */
  readonly tidy: () => Promise<unknown>;
}

/** Declares a recipe on a pipeline of its own. */
export function assemble(
  recipe: Recipe,
  own: Partial<Kitchenware> = {},
  files: readonly (FileHandle | undefined)[] = [],
): Assembly {
  const ware = { ...HERE, ...own };
  const pipeline = new ware.skorche.Pipeline({ name: 'random' });
  const sunk: Item[][] = [];
  const pushed = new Set<string>();
  const given = new Map<string, Given>();
  const feeds: Fed[] = [];
  const outputs = follow<Queue<Item>>(recipe, {
    source: (source, i) => {
      const fed = feed(ware.skorche, pipeline, source, i, files[i]);
      feeds.push(fed);
      if (fed.given !== undefined) given.set(fed.queue.id, fed.given);
      if (['observable', 'subject', 'next'].includes(source.kind)) pushed.add(fed.queue.id);
      return fed.queue;
    },
    apply: (step, inputs) => declareStep(step, inputs, ware, sunk),
  });
  return {
    pipeline,
    sunk,
    outputs,
    pushed,
    given,
    others: feeds.flatMap(({ other }) => other ?? []),
    begin: () => feeds.forEach(({ begin }) => begin?.()),
    fed: Promise.all(feeds.map((one) => one.fed)),
    tidy: () => Promise.all(feeds.map((one) => one.tidy?.())),
  };
}

function declareStep(
  step: Step,
  inputs: readonly Queue<Item>[],
  { skorche, ...kitchen }: Kitchenware,
  sunk: Item[][],
): readonly Queue<Item>[] {
  const input = inputs[0]!;
  const { capacity } = step;
  const room = capacity === undefined ? {} : { capacity };
  const roomy = (): Queue<any> => input.pipeline.queue(room);
  const out = (): { out?: any } => (capacity === undefined ? {} : { out: roomy() });
  const outs = (count: number): { out?: any } =>
    capacity === undefined ? {} : { out: Array.from({ length: count }, roomy) };
  /** Declares tasks that share a queue for what they fail on, where one of them needs one. */
  const withFailures = (
    tasks: readonly TaskRecipe[],
    declare: (hows: readonly TaskOptions[]) => readonly Queue<Item>[],
  ): readonly Queue<Item>[] => {
    const isRouted = tasks.some(({ fault }) => fault?.onError === 'route');
    const failures = isRouted ? input.pipeline.queue<Failure<Item>>(room) : undefined;
    const made = declare(tasks.map((task) => howOf(task, failures)));
    return failures === undefined ? made : [...made, skorche.map(({ item }) => item, failures)];
  };
  switch (step.verb) {
    case 'map':
      return withFailures([step.task], ([how]) => [
        skorche.map(kitchen.taskFrom(step.task, kitchen.called), input, { ...how, ...out() }),
      ]);
    case 'chain':
      return withFailures(step.tasks, (hows) => {
        const tasks = step.tasks.map((one) => kitchen.taskFrom(one, kitchen.called));
        const chained = tasks.map((one, i) => skorche.task(one, hows[i]!));
        return [skorche.chain(chained as [(typeof chained)[number]], input, out())];
      });
    case 'sink': {
      const seen: Item[] = [];
      sunk.push(seen);
      const see = (item: Item): void => {
        kitchen.called();
        seen.push(item);
      };
      return withFailures([step.task], ([how]) => {
        skorche.sink(taskFrom({ ...step.task, add: 0 }, see), input, how);
        return [];
      });
    }
    case 'filter':
      return [skorche.filter((item) => Number(item) % step.divisor === 0, input, out())];
    case 'split':
      return skorche.split((item) => Number(item) % step.divisor === 0, input, outs(2));
    case 'split by values': {
      const values = Array.from({ length: step.ways }, (_, i) => i);
      return skorche.split((item) => Number(item) % step.ways, input, values, outs(step.ways));
    }
    case 'batch': {
      const wait = step.maxWait === undefined ? {} : { maxWait: step.maxWait };
      return [skorche.batch(input, { size: step.size, fill: step.fill, ...wait }, out()) as Queue<any>];
    }
    case 'unbatch':
      return [skorche.unbatch(input as Queue<Item[]>, out())];
    case 'tee':
      return skorche.tee(input, step.count, outs(step.count));
    case 'merge':
      return [skorche.merge(inputs, out())];
  }
}

function howOf({ concurrency, ordered, fault }: TaskRecipe, failures?: Queue<Failure<any>>): TaskOptions {
  if (fault === undefined) return { concurrency, ordered };
  const { retries: count, delay, jitter, onError } = fault;
  return {
    concurrency,
    ordered,
    context: true,
    retry: { count, delay, jitter, backoff: 'exponential' },
    onError: onError === 'route' ? failures! : onError,
    ...((fault.how === 'hang' || fault.how === 'be late') && { timeout: TIMEOUT }),
  };
}
