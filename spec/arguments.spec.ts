import { describe, expect, it } from '@jest/globals';
import * as skorche from '../lib/index.js';

/** As JavaScript may call it: with anything. */
const { batch, chain, filter, map, merge, processes, sink, split, task, tee, threads, unbatch } =
  skorche as Record<string, any>;
const pipeline: any = new skorche.Pipeline({ name: 'p' });
const fn = (): void => {};
const queue = (): unknown => pipeline.queue();
const url = new URL('file:///tasks.js');

const containing = (part: string): string => expect.stringContaining(part) as unknown as string;
const INTEGER = 'an integer from 1 and up';

/** What is called, and which argument is told to be wrong, and how. */
const wrong: [() => unknown, string][] = [
  [() => new skorche.Pipeline(5 as never), 'Pipeline: expected `options` to be an object, got `5` (number)'],
  [
    () => new skorche.Pipeline({ name: 5 } as never),
    'Pipeline: expected `name` to be a string, got `5` (number)',
  ],
  [
    () => new skorche.Pipeline({ title: 'x' } as never),
    'Pipeline: there is no option `title`. It takes `name`.',
  ],

  [
    () => pipeline.queue({ capacity: 0 }),
    `queue: expected \`capacity\` to be ${INTEGER}, got \`0\` (number)`,
  ],
  [
    () => pipeline.queue({ capacity: 1.5 }),
    `queue: expected \`capacity\` to be ${INTEGER}, got \`1.5\` (number)`,
  ],
  [
    () => pipeline.queue({ capacity: '9' }),
    `queue: expected \`capacity\` to be ${INTEGER}, got \`'9'\` (string)`,
  ],
  [() => pipeline.queue({ name: 5 }), 'queue: expected `name` to be a string, got `5` (number)'],
  [
    () => pipeline.queue({ size: 5 }),
    'queue: there is no option `size`. It takes `name`, `from`, `capacity`.',
  ],
  [
    () => pipeline.queue({ from: 5 }),
    'queue: expected `from` to be an iterable, an async iterable, a stream, an Observable or a promise, got `5` (number)',
  ],
  [
    () => pipeline.queue({ from: null }),
    'queue: expected `from` to be an iterable, an async iterable, a stream, an Observable or a promise, got `null` (null)',
  ],
  [() => pipeline.queue().named(5), 'named: expected `name` to be a string, got `5` (number)'],
  [() => pipeline.queue().named(), 'named: expected `name` to be a string, got `null` (null)'],

  [() => task(), 'task: expected `fn` to be a function, got `undefined` (undefined)'],
  [() => task(fn, null), 'task: expected `options` to be an object, got `null` (null)'],
  [() => task(fn, { name: 5 }), 'task: expected `name` to be a string, got `5` (number)'],
  [() => task(fn, { concurrency: 0 }), `task: expected \`concurrency\` to be ${INTEGER}, got \`0\` (number)`],
  [() => task(fn, { ordered: 'yes' }), "task: expected `ordered` to be a boolean, got `'yes'` (string)"],
  [() => task(fn, { context: 1 }), 'task: expected `context` to be a boolean, got `1` (number)'],

  [() => threads('./x.js'), containing('threads: expected `module` to be a URL')],
  [() => threads(url, null), 'threads: expected `options` to be an object, got `null` (null)'],
  [
    () => threads(url, { resourceLimits: 64 }),
    'threads: expected `resourceLimits` to be an object, got `64` (number)',
  ],
  [
    () => threads(url, { resourceLimits: { maxOldGenerationSizeMb: '64' } }),
    "threads: resourceLimits: expected `maxOldGenerationSizeMb` to be a number above 0, got `'64'` (string)",
  ],
  [
    () => threads(url, { resourceLimits: { stackSizeMb: 0 } }),
    'threads: resourceLimits: expected `stackSizeMb` to be a number above 0, got `0` (number)',
  ],
  [
    () => threads(url, { resourceLimits: { maxOldSpaceSizeMb: 64 } }),
    'threads: resourceLimits: there is no option `maxOldSpaceSizeMb`. It takes `maxOldGenerationSizeMb`, `maxYoungGenerationSizeMb`, `codeRangeSizeMb`, `stackSizeMb`.',
  ],
  [
    () => processes(url, { resourceLimits: {} }),
    containing('processes: there is no option `resourceLimits`.'),
  ],

  [() => map(5, queue()), 'map: expected `task` to be a function, got `5` (number)'],
  [() => map(fn, [1]), 'map: expected `queue` to be a Queue, got `[ 1 ]` (object)'],
  [() => map(fn), 'map: expected `queue` to be a Queue, got `undefined` (undefined)'],
  [
    () => map(fn, queue(), { concurrency: Number.NaN }),
    `map: expected \`concurrency\` to be ${INTEGER}, got \`NaN\` (number)`,
  ],
  [() => map(fn, queue(), { out: 5 }), 'map: expected `out` to be a Queue, got `5` (number)'],
  [() => map(fn, queue(), { name: 5 }), 'map: expected `name` to be a string, got `5` (number)'],

  [
    () => chain(fn, queue()),
    'chain: expected `tasks` to be an array of tasks, got `[Function: fn]` (function)',
  ],
  [() => chain([], queue()), 'chain: expected `tasks` to be an array of tasks, got `[]` (object)'],
  [() => chain([fn, 5], queue()), 'chain: expected `tasks[1]` to be a function, got `5` (number)'],
  [() => chain([fn], 5), 'chain: expected `queue` to be a Queue, got `5` (number)'],
  [() => chain([fn], queue(), { speed: 5 }), 'chain: there is no option `speed`. It takes `out`, `name`.'],

  [() => filter('x', queue()), "filter: expected `predicate` to be a function, got `'x'` (string)"],
  [() => filter(fn, 5), 'filter: expected `queue` to be a Queue, got `5` (number)'],
  [() => filter(fn, queue(), { speed: 5 }), 'filter: there is no option `speed`. It takes `out`, `name`.'],

  [() => split(5, queue()), 'split: expected `predicate` to be a function, got `5` (number)'],
  [() => split(5, queue(), ['a']), 'split: expected `classify` to be a function, got `5` (number)'],
  [() => split(fn, 5), 'split: expected `queue` to be a Queue, got `5` (number)'],
  [
    () => split(fn, queue(), []),
    'split: expected `values` to be one or more values, each of them once, got `[]` (object)',
  ],
  [
    () => split(fn, queue(), ['a', 'a']),
    "split: expected `values` to be one or more values, each of them once, got `[ 'a', 'a' ]` (object)",
  ],
  [
    () => split(fn, queue(), { out: [queue()] }),
    containing('split: expected `out` to be an array of 2 queues, got'),
  ],
  [() => split(fn, queue(), ['a'], { out: [5] }), 'split: expected `out[0]` to be a Queue, got `5` (number)'],

  [
    () => split(fn, queue(), { names: 'ab' }),
    "split: expected `names` to be an array of 2 strings, got `'ab'` (string)",
  ],
  [
    () => split(fn, queue(), ['a', 'b'], { names: ['a'] }),
    "split: expected `names` to be an array of 2 strings, got `[ 'a' ]` (object)",
  ],

  [() => batch(5, 1), 'batch: expected `queue` to be a Queue, got `5` (number)'],
  [() => batch(queue()), `batch: expected \`size\` to be ${INTEGER}, got \`undefined\` (undefined)`],
  [() => batch(queue(), 0), `batch: expected \`size\` to be ${INTEGER}, got \`0\` (number)`],
  [() => batch(queue(), null), `batch: expected \`size\` to be ${INTEGER}, got \`null\` (null)`],
  [() => batch(queue(), {}), `batch: expected \`size\` to be ${INTEGER}, got \`undefined\` (undefined)`],
  [
    () => batch(queue(), { size: 1, maxWait: -1 }),
    'batch: expected `maxWait` to be a number of milliseconds from 0 and up, got `-1` (number)',
  ],
  [() => batch(queue(), { size: 1, fill: 0 }), 'batch: expected `fill` to be a boolean, got `0` (number)'],
  [
    () => batch(queue(), { size: 1, wait: 5 }),
    'batch: there is no option `wait`. It takes `size`, `maxWait`, `fill`.',
  ],
  [() => batch(queue(), 1, { size: 5 }), 'batch: there is no option `size`. It takes `out`, `name`.'],

  [() => unbatch([1]), 'unbatch: expected `queue` to be a Queue, got `[ 1 ]` (object)'],
  [() => merge(queue()), containing('merge: expected `queues` to be an array of queues, got')],
  [() => merge([]), 'merge: expected `queues` to be an array of queues, got `[]` (object)'],
  [() => merge([queue(), 5]), 'merge: expected `queues[1]` to be a Queue, got `5` (number)'],
  [() => tee(5, 2), 'tee: expected `queue` to be a Queue, got `5` (number)'],
  [() => tee(queue()), `tee: expected \`n\` to be ${INTEGER}, got \`undefined\` (undefined)`],
  [() => tee(queue(), 0), `tee: expected \`n\` to be ${INTEGER}, got \`0\` (number)`],
  [() => tee(queue(), 2, { name: 'x' }), 'tee: there is no option `name`. It takes `out`, `names`.'],
  [
    () => tee(queue(), 2, { names: ['x'] }),
    "tee: expected `names` to be an array of 2 strings, got `[ 'x' ]` (object)",
  ],
  [() => tee(queue(), 2, { names: ['x', 5] }), 'tee: expected `names[1]` to be a string, got `5` (number)'],
  [() => sink(5, queue()), 'sink: expected `task` to be a function, got `5` (number)'],
  [() => sink(fn, 5), 'sink: expected `queue` to be a Queue, got `5` (number)'],
  [() => sink(fn, queue(), { out: queue() }), containing('sink: there is no option `out`.')],
];

describe('a wrong argument', () => {
  it.each(wrong)('%s is refused where it is given: %s', (call, message) => {
    let error: unknown;
    try {
      call();
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ name: 'PipelineError', code: 'invalid-argument', message });
  });

  it.each([
    [{ signal: 5 }, 'run: expected `signal` to be an AbortSignal, got `5` (number)'],
    [{ signal: null }, 'run: expected `signal` to be an AbortSignal, got `null` (null)'],
    [null, 'run: expected `options` to be an object, got `null` (null)'],
  ])('of run() rejects: %j', async (options, message) => {
    const run = new skorche.Pipeline().run(options as never);
    await expect(run).rejects.toMatchObject({ name: 'PipelineError', code: 'invalid-argument', message });
  });

  it('leaves the graph as it was', () => {
    const inputs: any = new skorche.Pipeline().queue();
    const before = inputs.pipeline.graph.export();
    expect(() => batch(inputs, 0)).toThrow('`size`');
    expect(() => tee(inputs, 0)).toThrow('`n`');
    expect(() => chain([fn, 5], inputs)).toThrow('`tasks[1]`');
    expect(() => merge([inputs, 5])).toThrow('`queues[1]`');
    expect(() => merge([inputs, inputs])).toThrow('already has a consumer (merge itself)');
    expect(() => map(fn, inputs, { out: pipeline.queue() })).toThrow('Declare them on one.');
    expect(inputs.pipeline.graph.export()).toEqual(before);
  });
});
