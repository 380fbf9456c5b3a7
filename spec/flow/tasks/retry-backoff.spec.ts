import { afterEach, describe, it, jest } from '@jest/globals';
import { map, type Failure, type Queue, type RetryOptions } from '../../../lib/index.js';
import { virtually, type Virtual } from '../../virtual.js';

const fails = (): never => {
  throw new Error('no');
};

/** Declares a task that always fails; gives a queue that tells when its one item is given up, after how many calls. */
function givenUp({ cold, pipeline }: Virtual, retry: RetryOptions): Queue<number> {
  const source = cold('(a|)');
  const failures = pipeline.queue<Failure<string>>();
  map(fails, pipeline.queue({ from: source }), { onError: failures, retry });
  return map(({ attempts }) => attempts, failures);
}

describe('backoff', () => {
  afterEach(() => void jest.restoreAllMocks());

  // An x is a call; with the last, the item is given up.
  it.each<[string, string, RetryOptions]>([
    ["waits as long each time, where it is 'fixed'", 'x-x-x-x', { count: 3, delay: 2, backoff: 'fixed' }],
    ["is 'fixed' unless told otherwise", 'x--x--x--x', { count: 3, delay: 3 }],
    ["doubles, where it is 'exponential'", 'xx-x---x', { count: 3, delay: 1, backoff: 'exponential' }],
    ['grows to `maxDelay`', 'xx-x--x--x', { count: 4, delay: 1, backoff: 'exponential', maxDelay: 3 }],
    ['waits no longer than `maxDelay` from the first', 'x-x-x', { count: 2, delay: 9, maxDelay: 2 }],
    ['does not wait where there is no delay', 'x', { count: 2, backoff: 'exponential' }],
  ])('%s: %s', async (_, calls, retry) => {
    await virtually((virtual) => {
      const expected = `${calls.slice(0, -1).replaceAll('x', '-')}(n|)`;
      virtual.expectObservable(givenUp(virtual, retry)).toBe(expected, { n: retry.count + 1 });
    });
  });

  it.each([
    [0, 0.5, '--------(n|)'],
    [0.5, 0.5, '------(n|)'],
    [0.75, 2 / 3, '----(n|)'],
    [0.5, 1, '----(n|)'],
    [0.99, 0, '--------(n|)'],
  ])(
    'leaves a share to chance: with a chance of %d and a jitter of %d, %s',
    async (chance, jitter, expected) => {
      jest.spyOn(Math, 'random').mockReturnValue(chance);
      await virtually((virtual) => {
        const retry = { count: 2, delay: 4, jitter };
        virtual.expectObservable(givenUp(virtual, retry)).toBe(expected, { n: 3 });
      });
    },
  );
});
