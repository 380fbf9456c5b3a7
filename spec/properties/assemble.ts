import {
  batch,
  chain,
  filter,
  map,
  merge,
  Pipeline,
  sink,
  split,
  task,
  tee,
  unbatch,
  type Queue,
  type TaskOptions,
} from '../../lib/index.js';
import { feed } from './feed.js';
import { follow } from './follow.js';
import type { Item } from './interpret.js';
import { taskFrom } from './pace.js';
import type { Recipe, Step, TaskRecipe } from './recipe.js';

/** A recipe, declared with skorche. */
export interface Assembly {
  readonly pipeline: Pipeline;
  /** What every sink has seen. */
  readonly sunk: readonly Item[][];
  readonly outputs: readonly Queue<Item>[];
  /** The ids of queues that items are pushed into, room or not. */
  readonly pushed: ReadonlySet<string>;
  /** Resolves when whoever puts items in is through. */
  readonly fed: Promise<unknown>;
}

/** Declares a recipe on a pipeline of its own. `called` is called in every call of a task; it may throw. */
export function assemble(recipe: Recipe, called: () => void = () => {}): Assembly {
  const pipeline = new Pipeline({ name: 'random' });
  const sunk: Item[][] = [];
  const pushed = new Set<string>();
  const feeds: (Promise<void> | undefined)[] = [];
  const outputs = follow<Queue<Item>>(recipe, {
    source: (source, i) => {
      const { queue, fed } = feed(pipeline, source, i);
      feeds.push(fed);
      if (source.kind === 'observable' || source.kind === 'next') pushed.add(queue.id);
      return queue;
    },
    apply: (step, inputs) => declareStep(step, inputs, called, sunk),
  });
  return { pipeline, sunk, outputs, pushed, fed: Promise.all(feeds) };
}

type Called = (item?: Item) => void;

function declareStep(
  step: Step,
  inputs: readonly Queue<Item>[],
  called: Called,
  sunk: Item[][],
): readonly Queue<Item>[] {
  const input = inputs[0]!;
  const { capacity } = step;
  const roomy = (): Queue<any> => input.pipeline.queue({ capacity: capacity! });
  const out = (): { out?: any } => (capacity === undefined ? {} : { out: roomy() });
  const outs = (count: number): { out?: any } =>
    capacity === undefined ? {} : { out: Array.from({ length: count }, roomy) };
  switch (step.verb) {
    case 'map':
      return [map(taskFrom(step.task, called), input, { ...howOf(step.task), ...out() })];
    case 'chain': {
      const tasks = step.tasks.map((one) => task(taskFrom(one, called), howOf(one)));
      return [chain(tasks as [(typeof tasks)[number]], input, out())];
    }
    case 'sink': {
      const seen: Item[] = [];
      sunk.push(seen);
      const see = (item: Item): void => {
        called();
        seen.push(item);
      };
      sink(taskFrom({ ...step.task, add: 0 }, see), input, howOf(step.task));
      return [];
    }
    case 'filter':
      return [filter((item) => Number(item) % step.divisor === 0, input, out())];
    case 'split':
      return split((item) => Number(item) % step.divisor === 0, input, outs(2));
    case 'split by values': {
      const values = Array.from({ length: step.ways }, (_, i) => i);
      return split((item) => Number(item) % step.ways, input, values, outs(step.ways));
    }
    case 'batch':
      return [batch(input, { size: step.size, fill: step.fill }, out()) as Queue<any>];
    case 'unbatch':
      return [unbatch(input as Queue<Item[]>, out())];
    case 'tee':
      return tee(input, step.count, outs(step.count));
    case 'merge':
      return [merge(inputs, out())];
  }
}

function howOf({ concurrency, ordered }: TaskRecipe): TaskOptions {
  return { concurrency, ordered };
}
