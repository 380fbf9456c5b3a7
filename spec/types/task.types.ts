import { chain, map, queue, sink, task, type Queue, type Task, type TaskContext } from '../../lib/index.js';
import type { CalledWithItem } from '../../lib/task.js';
import { expectType, type Equal } from './expect-type.js';

const words = queue({ from: ['a', 'bc'] });

async function measure(word: string): Promise<number> {
  return word.length;
}

// A task can still be called like its function, and has a name.
const measured = task(measure, { concurrency: 4, name: 'measure' });
const calling = measured('a');
expectType<Equal<typeof calling, Promise<number>>>();
const name: string = measured.name;
const asTask: Task<string, number> = measured;
void [name, asTask];
// @ts-expect-error -- a task of strings
void measured(1);

// Optional parameters stay, for those who call it; a pipeline gives it the item alone.
const parse = task((text: string, radix?: number) => Number.parseInt(text, radix));
const ten = parse('10', 2);
expectType<Equal<typeof ten, number>>();
const parsed = map(parse, words);
expectType<Equal<typeof parsed, Queue<number>>>();

// With `context: true`, the function is told more than the item.
const careful = task((word: string, { signal, attempt }: TaskContext) => (signal.aborted ? word : attempt), {
  context: true,
});
expectType<Equal<typeof careful, Task<string, string | number>>>();
const told = task(
  async (word: string, context) => {
    expectType<Equal<typeof context, TaskContext>>();
    return word;
  },
  { context: true },
);
expectType<Equal<typeof told, Task<string, string>>>();
// Without, it would be called without a context.
const attempts = (_word: string, { attempt }: TaskContext): number => attempt;
// @ts-expect-error -- it takes a context
void task(attempts);
// @ts-expect-error -- it takes a context
void task(attempts, { concurrency: 4 });
void [task(() => 1), task(attempts, { context: true })];
// Wherever a bare function is taken, the compiler says so in the same words, and at that function.
type Words = 'a function that takes a context needs the option `context: true`';
expectType<Equal<CalledWithItem<typeof attempts>, Words>>();
// @ts-expect-error -- it takes a context
map(attempts, words);
// @ts-expect-error -- the same, written where it is used
map((word, { attempt }) => word + attempt, words);
// @ts-expect-error -- and told that it gets none
map(attempts, words, { context: false });
// @ts-expect-error -- in a sink
sink(attempts, words, { retry: 1 });
chain(
  [
    measure,
    // @ts-expect-error -- in a chain
    (n: number, { attempt }: TaskContext) => n + attempt,
  ],
  words,
);
expectType<Equal<CalledWithItem<typeof attempts, true>, unknown>>();
map(attempts, words, { context: true });
sink(async (word, { signal }) => signal.aborted || word, words, { context: true });
chain([task(attempts, { context: true }), String], words);
const cared = map(careful, words);
expectType<Equal<typeof cared, Queue<string | number>>>();

// Results are awaited; a bare function is a task, its parameter known.
const sizes = map((word) => word.length, words);
expectType<Equal<typeof sizes, Queue<number>>>();
const later = map(measured, words, { concurrency: 2, ordered: true, name: 'later' });
expectType<Equal<typeof later, Queue<number>>>();
const maybe = map((word) => (word === '' ? undefined : Promise.resolve(word)), words);
expectType<Equal<typeof maybe, Queue<string | undefined>>>();
const fetched = map(async (word) => new URL(word), words);
expectType<Equal<typeof fetched, Queue<URL>>>();

// A function of a wider type fits, one of a narrower or another doesn't.
const shown = map((value: unknown) => String(value), words);
expectType<Equal<typeof shown, Queue<string>>>();
map(
  // @ts-expect-error -- a task of numbers on a queue of strings
  (n: number) => n + 1,
  words,
);
map(
  // @ts-expect-error -- the same, as a task
  task((n: number) => n + 1),
  words,
);
// @ts-expect-error -- a queue is no task
map(words, words);

// `out` takes what comes out.
const numbers = queue<number>();
map((word) => word.length, words, { out: numbers });
map(measure, words, { out: numbers });
map(measure, words, {
  // @ts-expect-error -- numbers don't go into a queue of strings
  out: words,
});
map((word) => word, words, {
  // @ts-expect-error -- a number of calls
  concurrency: 'many',
});

// A sink has no queue.
const nothing = sink((word) => word.length, words, { concurrency: 2 });
// oxlint-disable-next-line typescript/no-invalid-void-type -- that it is void is the point
expectType<Equal<typeof nothing, void>>();
sink(
  // @ts-expect-error -- a task of numbers on a queue of strings
  (n: number) => n,
  words,
);

// Generic functions build pipelines; generic tasks keep what they are given.
export function twice<T>(fn: (item: T) => T, from: Queue<T>): Queue<Awaited<T>> {
  return map(fn, from);
}
const box = <T>(item: T): { item: T } => ({ item });
const boxed = chain([box], words);
expectType<Equal<typeof boxed, Queue<{ item: string }>>>();
const boxedToo = map(box, words);
expectType<Equal<typeof boxedToo, Queue<{ item: string }>>>();
