import { describe, expect, it } from '@jest/globals';
import { chain, filter, map, merge, Queue, sink, tee, unbatch } from '../../../lib/index.js';
import { crawl, lookAt, numbers, taking } from '../look.js';
import type { Virtual } from '../../virtual.js';

/** The line that says what it all waits for. */
async function rootOf(declare: (virtual: Virtual) => void): Promise<string> {
  const { words } = await lookAt(4000, declare);
  return /^it all waits for this: (.*)$/m.exec(words)?.[1] ?? '';
}

const never = (): Promise<never> => new Promise(() => {});

describe('explain', () => {
  it('has a line for each node, what it waits for now, and the verdict', async () => {
    const { words, snapshot } = await lookAt(4000, (virtual) => {
      chain([taking(virtual, 'quick', 2), taking(virtual, 'slow', 16)], numbers(virtual)).subscribe();
    });
    expect(words.split('\n')).toEqual([
      expect.stringMatching(
        /^the source of "numbers": held up by quick; 0 % busy, 100 % blocked, 0 % starved; \d+ in, \d+ out$/,
      ),
      expect.stringMatching(/^quick: held up by slow; 13 % busy, 87 % blocked, 0 % starved;/),
      expect.stringMatching(/^slow: 1 call of at most 1 under way; 100 % busy, 0 % blocked/),
      'what it waits for now: 1 call of slow is not answered',
      snapshot.verdict.sentence,
    ]);
  });

  it('names an input that was never closed, from behind ops and tasks', async () => {
    const root = await rootOf(({ pipeline }) => {
      const letters = pipeline.queue<number>({ name: 'letters' });
      letters.next(1);
      const [left, right] = tee(
        map(
          (n) => n,
          filter(() => true, letters),
        ),
        2,
      );
      sink(() => {}, merge([left, unbatch(map((n) => [n], right))]));
    });
    expect(root).toBe('queue "letters" was never closed (end it with close())');
  });

  it('names every input that was never closed', async () => {
    const root = await rootOf(({ pipeline }) => {
      const [one, two, closed] = ['one', 'two', 'closed'].map((name) => pipeline.queue<number>({ name })) as [
        Queue<number>,
        Queue<number>,
        Queue<number>,
      ];
      merge([one, two, closed]).subscribe();
      closed.close();
    });
    expect(root).toMatch(/"one" was never closed.*; queue "two" was never closed/);
  });

  it('names the reader that has stopped reading', async () => {
    const root = await rootOf((virtual) => {
      const results = map(
        (n) => n,
        filter(() => true, numbers(virtual)),
      ).named('results');
      void results[Symbol.asyncIterator]().next();
    });
    expect(root).toBe('what reads queue "results" has stopped reading');
  });

  it('names the reader when all else is done', async () => {
    const root = await rootOf(({ pipeline }) => {
      const results = map((n) => n, pipeline.queue({ from: [1, 2, 3] })).named('results');
      void results[Symbol.asyncIterator]().next();
    });
    expect(root).toBe('what reads queue "results" has stopped reading');
  });

  it('names the task whose promise never settles, not those that it blocks or starves', async () => {
    const root = await rootOf((virtual) => {
      sink(
        (n) => n,
        map(
          never,
          map((n) => n, numbers(virtual)),
          { concurrency: 3 },
        ),
      );
    });
    expect(root).toBe('3 calls of never are not answered');
  });

  it('names the put that waits for the call that waits for it', async () => {
    const { words } = await lookAt(1500, crawl);
    expect(words.split('\n')).toEqual([
      expect.stringMatching(/^input "links": held up by pages, 1 put\(\) waits for room;/),
      expect.stringMatching(/^pages: held up by follow;/),
      expect.stringMatching(/^follow: 1 call of at most 1 under way, none has ended for 1\.\d s;/),
      'it all waits for this: 1 call of follow is not answered; queue "links" is full, and 1 put() waits for room: what awaits that, and is to make the room, waits for itself (next() does not wait)',
      expect.stringMatching(/^bottleneck: follow/),
    ]);
  });

  it('names the put that waits for the reader of an output that waits for it', async () => {
    const root = await rootOf(({ pipeline }) => {
      const links = pipeline.queue<number>({ name: 'links', capacity: 1 });
      const results = map((n) => n, links).named('results');
      const read = async (): Promise<void> => {
        for await (const n of results) for (let i = 0; i < 9; i++) await links.put(n);
      };
      links.next(1);
      read().catch(() => {});
    });
    expect(root).toMatch(
      /^what reads queue "results" has stopped reading; queue "links" is full, and 1 put\(\) waits for room: /,
    );
  });

  it('names the source that does not answer', async () => {
    const root = await rootOf((virtual) => {
      map(
        (n) => n,
        virtual.pipeline.queue({ name: 'slow', from: { [Symbol.asyncIterator]: () => ({ next: never }) } }),
      );
    });
    expect(root).toBe('the source of queue "slow" has not answered');
  });

  it('names the Observable that has not completed', async () => {
    const root = await rootOf(({ pipeline, cold }) => {
      map((n) => n, pipeline.queue({ name: 'events', from: cold('a-b-') }));
    });
    expect(root).toBe('the Observable of queue "events" has not completed');
  });
});
