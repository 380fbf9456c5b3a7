import { chain, map, processes, queue, threads, type Queue, type Task } from '../../lib/index.js';
import { expectType, type Equal } from './expect-type.js';

/** A worker module, as `typeof import('./module.js')` gives it. */
interface Module {
  readonly upper: (text: string) => string;
  readonly measure: (text: string, unit?: 'chars' | 'bytes') => Promise<number>;
  readonly box: <T>(item: T) => { item: T };
  readonly now: () => number;
  readonly limit: number;
}

const words = queue({ from: ['a', 'bc'] });
const module = new URL('./module.js', import.meta.url);
const tasks = threads<Module>(module);

// Every function is a task; what is no function isn't there.
const isTask: Task<string, string> = tasks.upper;
void isTask;
expectType<Equal<keyof typeof tasks, 'upper' | 'measure' | 'box' | 'now'>>();
// @ts-expect-error -- no function
void tasks.limit;
// @ts-expect-error -- no export
void tasks.lower;

// Called like a function, one runs here, and gives a promise.
const calling = tasks.upper('a');
expectType<Equal<typeof calling, Promise<string>>>();
const measuring = tasks.measure('a');
expectType<Equal<typeof measuring, Promise<number>>>();

// Types go through a pipeline.
const uppers = map(tasks.upper, words);
expectType<Equal<typeof uppers, Queue<string>>>();
const sizes = map(tasks.measure, uppers, { concurrency: 4, timeout: 1000, retry: { count: 2, delay: 10 } });
expectType<Equal<typeof sizes, Queue<number>>>();
const both = chain([tasks.upper, tasks.measure], words);
expectType<Equal<typeof both, Queue<number>>>();
// @ts-expect-error -- a task of strings on a queue of numbers
map(tasks.upper, sizes);
chain(
  // @ts-expect-error -- numbers don't fit a task of strings
  [tasks.measure, tasks.upper],
  words,
);

// The same on processes, which have no `resourceLimits`.
const inProcesses = processes<Module>(module, { concurrency: 2 });
expectType<Equal<typeof inProcesses.upper, typeof tasks.upper>>();
threads<Module>(module, { resourceLimits: { maxOldGenerationSizeMb: 64 } });
// @ts-expect-error -- of threads only
processes<Module>(module, { resourceLimits: { maxOldGenerationSizeMb: 64 } });
// @ts-expect-error -- a path is no URL
threads<Module>('./module.js');
// @ts-expect-error -- no such option
threads<Module>(module, { workers: 2 });
