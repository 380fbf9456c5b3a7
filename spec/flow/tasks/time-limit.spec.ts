import { describe, expect, it } from '@jest/globals';
import { map, Pipeline, task, type Run, type TaskContext } from '../../../lib/index.js';
import { begin } from '../../../lib/run/run.js';
import { StillClock } from '../../still-clock.js';
import { virtually } from '../../virtual.js';
import { failsLater, never } from './late.js';

const took = (ms: number): unknown =>
  expect.objectContaining({
    code: 'task-timeout',
    attempts: 1,
    cause: expect.objectContaining({ name: 'TimeoutError', message: `no result within ${ms} ms` }),
  });

describe('timeout', () => {
  it('fails a call that has no result in time', async () => {
    await virtually(({ cold, expectObservable, pipeline }) => {
      const source = cold('-a-------|');
      const expected = '   ----#';
      const results = map(never, pipeline.queue({ from: source }), { timeout: 3 });
      expectObservable(results).toBe(expected, undefined, took(3));
    });
  });

  it('lets a call be that is in time', async () => {
    await virtually(({ cold, expectObservable, later, pipeline }) => {
      const source = cold('-a---b---|');
      const expected = '   ---a---b-|';
      const inTime = (item: string): Promise<string> => later(2, item);
      expectObservable(map(inTime, pipeline.queue({ from: source }), { timeout: 3 })).toBe(expected);
    });
  });

  it('is for one attempt: the next has as long', async () => {
    await virtually(({ cold, expectObservable, later, pipeline }) => {
      const source = cold('-a----------|');
      const expected = '   --------a---|'; // late at 4, and again 2 later
      const slowAtFirst = task(
        (item: string, { attempt }: TaskContext) => (attempt === 1 ? never() : later(2, item)),
        { context: true, retry: { count: 1, delay: 2 }, timeout: 3 },
      );
      expectObservable(map(slowAtFirst, pipeline.queue({ from: source }))).toBe(expected);
    });
  });

  it('frees the place of the call for the next item', async () => {
    await virtually(({ cold, expectObservable, later, pipeline }) => {
      const source = cold('(abc)|');
      const expected = '   ---bc|';
      const hangs = (item: string): Promise<string> => (item === 'a' ? never() : later(1, item));
      const results = map(hangs, pipeline.queue({ from: source }), { onError: 'skip', timeout: 2 });
      expectObservable(results).toBe(expected);
    });
  });

  it.each(['a result', 'an error'])('ignores %s that comes late', async (kind) => {
    await virtually((virtual) => {
      const { cold, during, expectObservable, later, pipeline } = virtual;
      const source = cold('-a-b--------|');
      const expected = '   ----b-------|';
      const late = (item: string): Promise<string> => {
        if (item === 'b') return later(1, item);
        return kind === 'a result' ? later(4, item) : failsLater(virtual, 4, new Error('late'));
      };
      const how = { concurrency: 2, onError: 'skip', timeout: 3 } as const;
      expectObservable(map(late, pipeline.queue({ from: source }), how)).toBe(expected);
      during(11, (run) => {
        expect(run.snapshot().nodes).toContainEqual(
          expect.objectContaining({ in: 2, out: 1, skipped: 1, active: 0 }),
        );
      });
    });
  });

  it('goes on for the items that wait for an ordered one', async () => {
    await virtually(({ cold, expectObservable, later, pipeline }) => {
      const source = cold('(abc)----|');
      const expected = '   ---(bc)--|';
      const hangs = (item: string): Promise<string> => (item === 'a' ? never() : later(1, item));
      const how = { concurrency: 3, onError: 'skip', ordered: true, timeout: 3 } as const;
      expectObservable(map(hangs, pipeline.queue({ from: source }), how)).toBe(expected);
    });
  });
});

const clock = new StillClock();
const begun = ({ graph }: Pipeline): Run => begin(graph, false, {}, clock);

/** Holds the thread for 5 ms. */
const hold = (): void => clock.take(5);

function holdAndThrow(): never {
  hold();
  throw new Error('late');
}

describe('a call that holds the thread for longer than its timeout', () => {
  it.each<[string, () => unknown]>([
    ['returns', hold],
    ['throws', holdAndThrow],
    ['gives a promise', () => Promise.resolve(hold())],
    ['gives a promise that rejects', () => (hold(), Promise.reject(new Error('late')))],
  ])('has failed when it %s', async (_, call) => {
    const pipeline = new Pipeline();
    let signal: AbortSignal | undefined;
    const work = task(
      (_item: number, context: TaskContext) => {
        ({ signal } = context);
        return call();
      },
      { context: true, timeout: 2 },
    );
    map(work, pipeline.queue({ from: [1] }));
    await expect(begun(pipeline)).rejects.toEqual(took(2));
    expect(signal!.reason).toMatchObject({ name: 'TimeoutError' });
  });

  it('is made again, as often as it may be', async () => {
    const pipeline = new Pipeline();
    let calls = 0;
    const slowAtFirst = (n: number): number => {
      if (calls++ === 0) hold();
      return n;
    };
    const results = map(slowAtFirst, pipeline.queue({ from: [1] }), { retry: 1, timeout: 2 });
    await begun(pipeline);
    expect([calls, results.flush()]).toEqual([2, [1]]);
  });
});

/** Runs one item through a task with a timeout of 3; returns what its signals tell at `frame`. */
async function signalsAt(
  frame: number,
  call: (item: string, later: <T>(ms: number, value: T) => Promise<T>) => Promise<string>,
  end: (run: Run) => void = () => {},
): Promise<readonly { readonly isAborted: boolean; readonly reason: unknown }[]> {
  const signals: AbortSignal[] = [];
  let told: { isAborted: boolean; reason: unknown }[] = [];
  await virtually(({ cold, during, later, pipeline, run }) => {
    const fn = task(
      (item: string, { signal }: TaskContext) => {
        signals.push(signal);
        return call(item, later);
      },
      { context: true, onError: 'skip', retry: 1, timeout: 3 },
    );
    const source = cold('-a---------|');
    map(fn, pipeline.queue({ from: source }));
    during(2, end);
    during(frame, () => {
      told = signals.map(({ aborted, reason }) => ({ isAborted: aborted, reason }));
    });
    run();
  });
  return told;
}

const abort = (run: Run): void => run.abort('enough');

describe("an attempt's signal", () => {
  it('is aborted when the attempt takes too long, with the TimeoutError; the next has its own', async () => {
    const [first, second] = await signalsAt(5, never);
    expect(first).toEqual({ isAborted: true, reason: expect.objectContaining({ name: 'TimeoutError' }) });
    expect(second).toEqual({ isAborted: false, reason: undefined });
  });

  it('is left alone when the attempt has ended in time, even if the run is aborted later', async () => {
    expect(await signalsAt(9, (item, later) => later(2, item))).toEqual([
      { isAborted: false, reason: undefined },
    ]);
    const atOnce = await signalsAt(9, (item, later) => later(0, item), abort);
    expect(atOnce).toEqual([{ isAborted: false, reason: undefined }]);
  });

  it('is aborted with the run while the attempt is under way, with its reason', async () => {
    expect(await signalsAt(9, never, abort)).toEqual([{ isAborted: true, reason: 'enough' }]);
  });
});
