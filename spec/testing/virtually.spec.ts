import { describe, expect, it } from '@jest/globals';
import { interval, take, timer } from 'rxjs';
import { batch, filter, map, Pipeline, sink, task, type Queue } from '../../lib/index.js';
import { virtually, type Virtual } from '../../lib/testing/index.js';

const never = (): Promise<never> => new Promise(() => {});
/** Takes some turns of the event loop. */
const turns = async (item: string): Promise<string> => {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
  return item;
};

const fail = (): never => {
  throw Object.assign(new Error('no'), { code: 'E_NO' });
};

/** Expects an error of a task that fails. */
const failing =
  (error: unknown) =>
  ({ cold, expectObservable, pipeline }: Virtual): void =>
    expectObservable(map(fail, pipeline.queue({ from: cold('-a|') }))).toBe('-#', undefined, error);

function* endless(): Generator<number> {
  for (;;) yield 1;
}

/** A task that takes `ms` is done after as long. */
const taking =
  (ms: number) =>
  ({ cold, expectObservable, later, pipeline }: Virtual): void => {
    const items = map((item) => later(ms, item), pipeline.queue({ from: cold('a|') }));
    expectObservable(items).toBe(`${ms}ms (a|)`);
  };

describe('virtually', () => {
  it('runs asynchronous functions, however many turns of the microtask queue they take', async () => {
    await virtually(({ cold, expectObservable, later, pipeline }) => {
      const source = cold('a---b---|');
      const expected = '   ---a---b|';
      const work = async (item: string): Promise<string> => {
        for (let i = 0; i < 50; i++) await Promise.resolve();
        await later(1);
        for (let i = 0; i < 50; i++) await Promise.resolve();
        return later(2, item);
      };
      expectObservable(map(work, pipeline.queue({ from: source }))).toBe(expected);
    });
  });

  it('waits for nothing', async () => {
    const began = performance.now();
    await virtually(async ({ later, pipeline, run }) => {
      const attempt = async (n: number): Promise<void> => {
        await later(60_000, n);
        throw new Error('no');
      };
      const retry = { count: 3, delay: 3_600_000, backoff: 'exponential' } as const;
      sink(attempt, batch(pipeline.queue({ from: [1] }), { size: 2, maxWait: 1000 }) as Queue<any>, {
        retry,
        onError: 'skip',
      });
      const { duration } = await run();
      expect(duration).toBe(4 * 60_000 + 7 * 3_600_000);
    });
    expect(performance.now() - began).toBeLessThan(5000);
  });

  it('resolves with what the test returns', async () => {
    const results = await virtually(async ({ pipeline, run }) => {
      const doubled = map((n: number) => n * 2, pipeline.queue({ from: [1, 2] }));
      await run();
      return doubled.flush();
    });
    expect(results).toEqual([2, 4]);
  });

  it('runs tests beside one another, each in its own time', async () => {
    await Promise.all([virtually(taking(3)), virtually(taking(5))]);
  });

  it('runs another pipeline, and more than one', async () => {
    await virtually(async ({ later, run }) => {
      const [one, two] = [new Pipeline(), new Pipeline()];
      const halves = map((n: number) => later(1, n / 2), one.queue({ from: [2, 4] }));
      const results = map((n: number) => later(10, n + 1), two.queue({ from: halves }));
      const reports = await Promise.all([run({ pipeline: one }), run({ pipeline: two })]);
      expect(results.flush()).toEqual([2, 3]);
      expect(reports.map(({ duration }) => duration)).toEqual([2, 21]);
      await expect(two.run()).rejects.toMatchObject({ code: 'already-run' });
    });
  });

  it('runs with the options given', async () => {
    await virtually(async ({ pipeline, run }) => {
      sink(() => Promise.reject(new Error('no')), pipeline.queue({ from: [1, 2, 3] }), { onError: 'skip' });
      await expect(run({ maxFailures: 1 })).rejects.toMatchObject({ code: 'too-many-failures' });
    });
  });

  it('gives the clock to operators of RxJS', async () => {
    await virtually(({ expectObservable, pipeline, scheduler }) => {
      const ticks = pipeline.queue({ from: interval(3, scheduler).pipe(take(2)) });
      expectObservable(ticks).toBe('---0--(1|)', { 0: 0, 1: 1 });
    });
  });

  it('holds time up for what is not in it', async () => {
    await virtually(({ cold, expectObservable, pipeline, real }) => {
      const source = cold('a-b|');
      const expected = '   a-b|';
      expectObservable(map((item) => real(turns(item)), pipeline.queue({ from: source }))).toBe(expected);
    });
  });

  it('lets go of time that nobody waits for any more', async () => {
    const tested = virtually(async ({ scheduler }) => {
      timer(1000, scheduler).subscribe().unsubscribe();
      await never();
    });
    await expect(tested).rejects.toThrow(/^at 0 ms/);
  });

  it('does things at the time that is named, whenever that was said', async () => {
    const times: number[] = [];
    await virtually(({ during, pipeline }) => {
      pipeline.queue();
      during(3, (run) => {
        times.push(run.snapshot().at);
        during(7, () => times.push(run.snapshot().at));
      });
    });
    expect(times).toEqual([3, 7]);
  });

  it('takes snapshots of a run that goes on for ever as long as something happens', async () => {
    const times: number[] = [];
    await virtually(async ({ later, pipeline, run }) => {
      pipeline.queue();
      run().snapshots$.subscribe(({ at }) => times.push(at));
      await later(600);
    });
    expect(times).toEqual([250, 500, 600]);
  });

  it('takes snapshots while something else goes on, and no longer', async () => {
    await virtually(async ({ later, pipeline, run }) => {
      sink((n) => later(600, n), pipeline.queue({ from: [1] }));
      const times: number[] = [];
      const running = run();
      running.snapshots$.subscribe(({ at }) => times.push(at));
      await running;
      expect(times).toEqual([250, 500, 600]);
    });
  });
});

describe('virtually, and what is expected', () => {
  it('rejects when something else has come out', async () => {
    const test = virtually(({ cold, expectObservable, pipeline }) =>
      expectObservable(pipeline.queue({ from: cold('a|') })).toBe('-a|'),
    );
    await expect(test).rejects.toMatchObject({ name: 'AssertionError' });
  });

  it('rejects when a subscription was another', async () => {
    const test = virtually(({ cold, expectSubscriptions, pipeline }) => {
      const source = cold('a-|');
      pipeline.queue({ from: source });
      expectSubscriptions(source.subscriptions).toBe('^---!');
    });
    await expect(test).rejects.toMatchObject({ name: 'AssertionError' });
  });

  it('compares the fields of an error that are given, also of its causes', async () => {
    await virtually(failing({ code: 'task-failed', task: 'fail', cause: { code: 'E_NO' } }));
    await expect(virtually(failing({ code: 'task-timeout' }))).rejects.toMatchObject({
      name: 'AssertionError',
    });
    await expect(virtually(failing({ cause: { code: 'E_YES' } }))).rejects.toMatchObject({
      name: 'AssertionError',
    });
    await expect(virtually(failing({ reason: undefined }))).rejects.toMatchObject({ name: 'AssertionError' });
  });

  it('compares with the function given', async () => {
    const compared: unknown[] = [];
    await virtually(
      ({ cold, expectObservable, pipeline }) =>
        expectObservable(pipeline.queue({ from: cold('a|') })).toBe('----b|'),
      { assert: (actual) => compared.push(actual) },
    );
    expect(compared).toEqual([
      [expect.objectContaining({ frame: 0 }), expect.objectContaining({ frame: 1 })],
    ]);
  });

  it('rejects as the test does', async () => {
    const reason = new Error('wrong');
    await expect(virtually(() => Promise.reject(reason))).rejects.toBe(reason);
    const late = virtually(async ({ later, scheduler }) => {
      interval(1, scheduler).subscribe(); // for ever
      await later(5);
      throw reason;
    });
    await expect(late).rejects.toBe(reason);
    const during = virtually((virtual) =>
      virtual.during(3, () => {
        throw reason;
      }),
    );
    await expect(during).rejects.toBe(reason);
  });

  it('rejects with the error of a run that no marbles tell of', async () => {
    const test = virtually(({ pipeline }) =>
      sink(() => Promise.reject(new Error('no')), pipeline.queue({ from: [1] })),
    );
    await expect(test).rejects.toMatchObject({ code: 'task-failed' });
  });

  it('leaves a run to the test that has begun it', async () => {
    await virtually(async ({ pipeline, run }) => {
      sink(() => Promise.reject(new Error('no')), pipeline.queue({ from: [1] }));
      await expect(run()).rejects.toMatchObject({ code: 'task-failed' });
    });
  });

  it('lets a run go on for ever, and ends it when time has run out', async () => {
    let open!: Queue<number>;
    let signal: AbortSignal | undefined;
    await virtually(({ expectObservable, pipeline }) => {
      open = pipeline.queue();
      open.next(1);
      const hangs = task(
        (_n: number, context) => {
          ({ signal } = context);
          return never();
        },
        { context: true },
      );
      expectObservable(map(hangs, open)).toBe('-');
    });
    expect(signal?.aborted).toBe(true);
    await expect(open.put(2)).rejects.toMatchObject({ code: 'queue-closed' });
  });
});

describe('virtually, and mistakes', () => {
  it('tells what a run waits for when the test waits in vain', async () => {
    const test = virtually(async ({ pipeline, run }) => {
      sink((n) => n, pipeline.queue({ name: 'orders' }));
      await run();
    });
    await expect(test).rejects.toThrow(
      /^at 0 ms: the test waits, and nothing can happen any more\. .*Wrap it in real\(\).*\n[^]*queue "orders" was never closed/,
    );
  });

  it('tells of what goes on for ever', async () => {
    const test = virtually(({ pipeline, scheduler }) =>
      sink((n) => n, pipeline.queue({ name: 'ticks', from: interval(1000, scheduler) })),
    );
    await expect(test).rejects.toThrow(
      /^at 50000000 ms, after 50,000 steps: there is no end in sight\. If there is one, give the test less to do\.\n[^]*"ticks"/,
    );
  });

  it('counts moments, whatever happens at each', async () => {
    const moments = 26_000; // at each, more than one thing happens: in all, more than there may be steps
    const seen = await virtually(({ later, pipeline, scheduler }) => {
      const ticks = pipeline.queue({ from: interval(1, scheduler).pipe(take(moments)) });
      const items: number[] = [];
      sink(async (n) => items.push(await later(1, n)), ticks, { concurrency: 2 });
      return items;
    });
    expect(seen).toHaveLength(moments);
  });

  it('tells of what goes on for ever at one moment', async () => {
    const test = virtually(async ({ later }) => {
      for (;;) await later(0);
    });
    await expect(test).rejects.toThrow(/^at 0 ms, after 50,000 steps: /);
  });

  it('tells of an expectation of a queue whose pipeline was never run', async () => {
    const test = virtually(({ cold, expectObservable }) => {
      const other = new Pipeline({ name: 'other' });
      expectObservable(other.queue({ name: 'letters', from: cold('a|') })).toBe('a|');
    });
    await expect(test).rejects.toMatchObject({
      name: 'AssertionError',
      message:
        'expectObservable: queue "letters" is of pipeline "other", which was never run. Run it with run({ pipeline }), or declare the queue on the test\'s own pipeline.',
    });
  });

  it('tells of a run of its own pipeline when nothing is declared on that', async () => {
    const test = virtually(async ({ run }) => {
      const other = new Pipeline({ name: 'other' });
      sink((n) => n, other.queue({ from: [1] }));
      await run();
    });
    await expect(test).rejects.toMatchObject({
      code: 'invalid-argument',
      message:
        "run: nothing is declared on the test's own pipeline. Run the one that is declared on, with run({ pipeline }).",
    });
  });

  it('runs nothing where nothing is declared, and the test runs nothing', async () => {
    await expect(virtually(({ later }) => later(5, 'done'))).resolves.toBe('done');
  });

  it('tells of a source that gives items without end, and in no time', async () => {
    const test = virtually(({ pipeline }) =>
      sink(
        (n) => n,
        filter(() => false, pipeline.queue({ from: endless() })),
      ),
    );
    await expect(test).rejects.toThrow(/^at 0 ms: a source gives items without end/);
  });

  it('refuses marbles that can not be', async () => {
    await expect(virtually(({ cold }) => cold('a^b|'))).rejects.toThrow(/cold observable cannot have/);
    const twice = virtually(({ expectObservable, pipeline }) =>
      expectObservable(pipeline.queue(), '^-^').toBe('-'),
    );
    await expect(twice).rejects.toThrow(/second subscription point/);
  });

  it('refuses marbles that are drawn late', async () => {
    const late = virtually(async ({ cold, later }) => {
      await later(1);
      return cold('a|');
    });
    await expect(late).rejects.toMatchObject({
      code: 'invalid-argument',
      message: "cold: marbles are drawn before the test's first await",
    });
  });

  it.each<[string, () => Promise<unknown>, RegExp]>([
    ['a test that is none', () => virtually('a-b' as any), /^virtually: expected `test` to be a function/],
    ['an unknown option', () => virtually(() => {}, { expect } as any), /no option `expect`/],
    [
      'an `assert` that is none',
      () => virtually(() => {}, { assert: true as any }),
      /`assert` to be a function/,
    ],
    ['a time before now', () => virtually(({ later }) => later(-1)), /^later: expected `ms`/],
    ['an unknown time', () => virtually(({ during }) => during(Number.NaN, () => {})), /^during: .*`ms`/],
    ['work that is none', () => virtually(({ during }) => during(1, 2 as any)), /^during: .*`work`/],
  ])('refuses %s', async (_what, call, message) => {
    await expect(call()).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringMatching(message),
    });
  });

  it('tells of options that a run refuses', async () => {
    const test = virtually(({ pipeline, run }) => {
      pipeline.queue();
      return run({ threads: 0 });
    });
    await expect(test).rejects.toThrow(/^run: expected `threads`/);
  });
});
