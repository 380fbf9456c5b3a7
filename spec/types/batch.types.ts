import {
  batch,
  chain,
  filter,
  map,
  merge,
  queue,
  split,
  task,
  unbatch,
  type Queue,
} from '../../lib/index.js';
import { expectType, type Equal } from './expect-type.js';

const numbers = queue({ from: [1, 2, 3] });

const pairs = batch(numbers, 2);
expectType<Equal<typeof pairs, Queue<number[]>>>();
const timed = batch(numbers, { size: 2, maxWait: 10, fill: true });
expectType<Equal<typeof timed, Queue<number[]>>>();
const nested = batch(pairs, { size: 2, fill: false });
expectType<Equal<typeof nested, Queue<number[][]>>>();

const flat = unbatch(nested);
expectType<Equal<typeof flat, Queue<number[]>>>();
const ofSets = unbatch(queue<Set<Date>>());
expectType<Equal<typeof ofSets, Queue<Date>>>();
const letters = unbatch(queue<string>());
expectType<Equal<typeof letters, Queue<string>>>();

export function flatten<T>(lists: Queue<readonly T[]>): Queue<T> {
  return unbatch(lists);
}

// @ts-expect-error -- a number is no batch
unbatch(numbers);
// @ts-expect-error -- how many?
batch(numbers);
// @ts-expect-error -- how many?
batch(numbers, { maxWait: 10 });
batch(numbers, 2, {
  // @ts-expect-error -- batches don't go into a queue of numbers
  out: queue<number>(),
});

// A whole pipeline, without a type argument.
interface Page {
  readonly url: URL;
  readonly words: readonly string[];
}
const read = task(async (url: URL): Promise<Page> => ({ url, words: [] }), { concurrency: 8 });
const count = async (page: Page): Promise<number> => page.words.length;
const isLocal = (url: URL): boolean => url.protocol === 'file:';

const [local, remote] = split(isLocal, unbatch(queue({ from: [[new URL('file:///')]] })));
const counted = map(count, chain([read], local));
const hosts = chain(
  [read, ({ url }) => url.host],
  filter((url) => url.port !== '', remote),
);
const results = merge([counted, unbatch(map((batched) => batched.map((host) => [host]), batch(hosts, 10)))]);
expectType<Equal<typeof results, Queue<number | string[]>>>();
