import { chain, queue, task, type Queue } from '../../lib/index.js';
import { expectType, type Equal } from './expect-type.js';

const words = queue({ from: ['a', 'bc'] });
const size = (word: string): number => word.length;
const isEven = async (n: number): Promise<boolean> => n % 2 === 0;
const negate = task((value: boolean) => !value, { concurrency: 2 });

// One task or many; what a task gives, awaited, is what the next one takes.
const one = chain([size], words);
expectType<Equal<typeof one, Queue<number>>>();
const two = chain([size, isEven], words);
expectType<Equal<typeof two, Queue<boolean>>>();
const three = chain([size, isEven, negate], words, { name: 'negated' });
expectType<Equal<typeof three, Queue<boolean>>>();

// Arrow functions get their parameters from the task before.
const inferred = chain(
  [
    (word) => {
      expectType<Equal<typeof word, string>>();
      return word.length;
    },
    async (n) => {
      expectType<Equal<typeof n, number>>();
      return new Date(n);
    },
    (date) => {
      expectType<Equal<typeof date, Date>>();
      return date.getTime() > 0;
    },
  ],
  words,
);
expectType<Equal<typeof inferred, Queue<boolean>>>();

const increment = (n: number): number => n + 1;
const twelve = chain(
  [
    size,
    increment,
    increment,
    increment,
    increment,
    increment,
    increment,
    increment,
    increment,
    increment,
    increment,
    String,
  ],
  words,
);
expectType<Equal<typeof twelve, Queue<string>>>();

// A task that doesn't fit the one before is refused, at that task.
chain(
  [
    // @ts-expect-error -- numbers wanted, strings given
    increment,
    increment,
  ],
  words,
);
chain(
  [
    size,
    // @ts-expect-error -- strings wanted, numbers given
    size,
    isEven,
  ],
  words,
);
chain(
  [
    size,
    isEven,
    // @ts-expect-error -- strings wanted, booleans given
    size,
  ],
  words,
);
chain(
  [
    size,
    isEven,
    negate,
    // @ts-expect-error -- numbers wanted, booleans given
    task(increment),
  ],
  words,
);

// @ts-expect-error -- no task at all
chain([], words);
chain([size], words, {
  // @ts-expect-error -- numbers don't go into a queue of strings
  out: queue<string>(),
});
chain([size, isEven], words, { out: queue<boolean>() });

// Also where one arrow function says what it takes, and the next one doesn't.
const numbers = queue<number>();
chain([(word: string) => word, (word) => word.length], words, { out: numbers });
