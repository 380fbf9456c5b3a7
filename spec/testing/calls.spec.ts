import { describe, expect, it } from '@jest/globals';
import { map, processes, sink, task, threads, type Failure, type MapOptions } from '../../lib/index.js';
import { virtually, type Plan, type Virtual } from '../../lib/testing/index.js';

const busy = new Error('busy');
const work = async (item: string): Promise<string> => item;

/** Expects marbles behind `work`, whose calls go as planned. */
function planned(
  plan: Plan,
  options: MapOptions<string>,
  source: string,
  expected: string,
  error?: unknown,
): (virtual: Virtual) => void {
  return ({ calls, cold, expectObservable, pipeline }) => {
    calls(work, plan);
    const results = map(work, pipeline.queue({ from: cold(source) }), options);
    expectObservable(results).toBe(expected, undefined, error);
  };
}

describe('calls, on this thread', () => {
  it('fails those it names, by number: one made again is another', async () => {
    await virtually(
      planned({ 2: busy, 3: busy }, { retry: { count: 2, delay: 2 } }, 'a-b---c---|', 'a-----(bc)|'),
    );
  });

  it('fails the run with the error', async () => {
    await virtually(
      planned({ 2: busy }, {}, 'a-b-|', 'a-#', { code: 'task-failed', item: 'b', cause: busy }),
    );
  });

  it('takes so many milliseconds more', async () => {
    await virtually(planned(3, {}, '(ab)----|', '---a--b-|'));
    await virtually(planned({ 1: 3 }, { concurrency: 2 }, '(ab)----|', 'b--a----|'));
  });

  it('hangs until its timeout', async () => {
    await virtually(planned({ 1: 'hang' }, { timeout: 3, retry: 1 }, 'a-----|', '---a--|'));
  });

  it('does as a function says', async () => {
    const items: unknown[] = [];
    const plan: Plan<string> = ({ item, number }) => {
      items.push([number, item]);
      return item === 'b' ? busy : undefined;
    };
    await virtually(planned(plan, { onError: 'skip' }, 'a-b-c-|', 'a---c-|'));
    expect(items).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ]);
  });

  it('finds a task by the name that it has in the pipeline', async () => {
    await virtually(({ calls, cold, expectObservable, pipeline }) => {
      calls('renamed', 2);
      const results = map(task(work, { name: 'renamed' }), pipeline.queue({ from: cold('a-----|') }));
      expectObservable(results).toBe('--a---|');
    });
  });

  it('finds a renamed task by itself, and by its function', async () => {
    const renamed = task(work, { name: 'renamed' });
    for (const named of [renamed, work]) {
      await virtually(({ calls, cold, expectObservable, pipeline }) => {
        calls(named, 2);
        expectObservable(map(renamed, pipeline.queue({ from: cold('a-----|') }))).toBe('--a---|');
      });
    }
  });

  it('leaves alone what has the function of a task that is named by itself', async () => {
    await virtually(({ calls, cold, expectObservable, pipeline }) => {
      const renamed = task(work, { name: 'renamed' });
      calls(renamed, 2);
      const once = map(work, pipeline.queue({ from: cold('a-----|') }));
      expectObservable(map(renamed, once)).toBe('--a---|');
    });
  });

  it('finds a function without a name', async () => {
    await virtually(({ calls, cold, expectObservable, pipeline }) => {
      const [unnamed] = [async (item: string): Promise<string> => item];
      calls(unnamed!, 2);
      expectObservable(map(unnamed!, pipeline.queue({ from: cold('a-----|') }))).toBe('--a---|');
    });
  });
});

const url = new URL('../fixtures/testing/tasks.mjs', import.meta.url);
const slow = new URL('../fixtures/testing/slow-start.mjs', import.meta.url);
interface Tasks {
  double(n: number): number;
  told(n: number, context?: unknown): string;
  mark(item: object): Record<string, unknown>;
  notCloneable(n: number): unknown;
  keep(n: number): Uint8Array;
  left(n: number): number;
  missing(n: number): number;
  listens(n: number): Promise<number>;
}
const KINDS = { threads, processes };
const marbles = { a: 1, b: 2, c: 3, d: 2, e: 4, f: 6 };

describe.each(['threads', 'processes'] as const)('tasks on %s, in virtual time', (kind) => {
  const tasks = KINDS[kind]<Tasks>(url);

  it('run on this thread', async () => {
    await virtually(({ cold, expectObservable, pipeline }) => {
      const inputs = pipeline.queue({ from: cold('a-bc|', marbles) });
      expectObservable(map(tasks.double, inputs)).toBe('d-ef|', marbles);
    });
  });

  it('take as long as planned, one for each worker at a time', async () => {
    await virtually(({ calls, cold, expectObservable, pipeline }) => {
      calls(tasks.double, 5);
      const inputs = pipeline.queue({ from: cold('(abc)|', marbles) });
      expectObservable(map(tasks.double, inputs)).toBe('-----(de)-(f|)', marbles);
    });
  });

  it('are told their context', async () => {
    await virtually(async ({ calls, pipeline, run }) => {
      calls('told', { 1: busy });
      const results = map(tasks.told, pipeline.queue({ from: [7] }), { context: true, retry: 1 });
      await run();
      expect(results.flush()).toEqual(['told: 7, attempt 2']);
    });
  });

  it('get clones, and give clones', async () => {
    await virtually(async ({ pipeline, run }) => {
      const item = { id: 1 };
      const results = map(tasks.mark, pipeline.queue({ from: [item] }));
      await run();
      expect(results.flush()).toEqual([{ id: 1, seen: true }]);
      expect(item).toEqual({ id: 1 });
    });
  });

  it('get Buffers as Buffers, and give some', async () => {
    await virtually(async ({ pipeline, run }) => {
      const results = map(tasks.mark, pipeline.queue({ from: [{ bytes: Buffer.from('a') }] }));
      await run();
      expect(results.flush().map(({ bytes }) => Buffer.isBuffer(bytes))).toEqual([true]);
    });
  });

  it('fail on what can not be cloned', async () => {
    await virtually(async ({ pipeline, run }) => {
      const failures = pipeline.queue<Failure<any>>();
      const results = map(tasks.notCloneable, pipeline.queue<any>({ from: [1, 2, 3, () => 4] }), {
        onError: failures,
        ordered: true,
      });
      await run();
      expect(results.flush()).toEqual([1, 3]);
      expect(failures.flush().map(({ error }) => error.code)).toEqual(['not-cloneable', 'not-cloneable']);
    });
  });

  it('are done again when their worker dies, and fail when two have died', async () => {
    await virtually(async ({ calls, pipeline, run }) => {
      const tries: number[] = [];
      calls(tasks.double, ({ item }) => {
        tries.push(item);
        if (item === 2) return 'die';
        return item === 1 && tries.filter((n) => n === 1).length === 1 ? 'die' : undefined;
      });
      const failures = pipeline.queue<Failure<number>>();
      const results = map(tasks.double, pipeline.queue({ from: [1, 2, 3] }), {
        onError: failures,
        ordered: true,
      });
      await run();
      expect(results.flush()).toEqual([2, 6]);
      expect(tries.filter((n) => n === 2)).toHaveLength(2);
      const [{ item, error } = {} as Failure<number>] = failures.flush();
      expect([item, error.code]).toEqual([2, 'worker-died']);
    });
  });

  it('are done again when a neighbour in their worker kills it', async () => {
    await virtually(async ({ calls, later, pipeline, run }) => {
      calls(tasks.double, { 1: 3, 2: 'die' });
      const results = map(tasks.double, pipeline.queue({ from: [1, 2, 3, 4] }), {
        concurrency: 8,
        ordered: true,
      });
      await run({ [kind]: 1 });
      await later(10);
      expect(results.flush()).toEqual([2, 4, 6, 8]);
    });
  });

  it('hang until their timeout', async () => {
    await virtually(({ calls, cold, expectObservable, pipeline }) => {
      calls(tasks.double, { 2: 'hang' });
      const inputs = pipeline.queue({ from: cold('a--b-------|', marbles) });
      const results = map(tasks.double, inputs, { retry: 1, timeout: 4 });
      expectObservable(results).toBe('d------e---|', marbles);
    });
  });

  it('are told of the end of the run', async () => {
    const { heard } = (await import(url.href)) as { heard: number[] };
    heard.length = 0;
    await virtually(({ during, pipeline, run }) => {
      sink(tasks.listens, pipeline.queue({ from: [7] }), { context: true });
      during(5, (running) => running.abort());
      run();
    });
    expect(heard).toEqual([7]);
  });

  it('begin when their module has been imported, at once', async () => {
    const { same } = KINDS[kind]<{ same(n: number): number }>(slow);
    await virtually(({ cold, expectObservable, pipeline }) => {
      const inputs = pipeline.queue({ from: cold('a-b|', marbles) });
      expectObservable(map(same, inputs)).toBe('a-b|', marbles);
    });
  });

  it('end the run when there is no such export', async () => {
    const test = virtually(({ pipeline }) => sink(tasks.missing, pipeline.queue({ from: [1] })));
    await expect(test).rejects.toMatchObject({ code: 'no-such-export' });
  });
});

describe('tasks on threads, in virtual time', () => {
  it('lose the buffers that their results own', async () => {
    const { keep, left } = threads<Tasks>(url);
    await virtually(async ({ pipeline, run }) => {
      const kept = map(keep, pipeline.queue({ from: [1] }));
      const leftover = map(
        left,
        map((bytes) => bytes.byteLength, kept),
      );
      await run();
      expect(leftover.flush()).toEqual([0]);
    });
  });
});

describe('tasks on processes, in virtual time', () => {
  const { double } = processes<Tasks>(url);

  it('make no calls any more when their worker has died', async () => {
    const times = new Map<number, number>();
    await virtually(async ({ calls, pipeline, run }) => {
      let isDead = false;
      const running: { run?: ReturnType<typeof run> } = {};
      calls(double, ({ item }) => {
        const at = running.run!.snapshot().at;
        if (isDead) times.set(at, (times.get(at) ?? 0) + 1);
        if (item !== 150 || isDead) return item < 100 ? undefined : 1;
        isDead = true;
        return 'die';
      });
      sink(double, pipeline.queue({ from: Array.from({ length: 200 }, (_, n) => n) }), {
        concurrency: 4,
      });
      running.run = run({ processes: 1 });
      await running.run;
    });
    expect([...times.values()].slice(1, 6)).toEqual([1, 1, 1, 1, 1]); // those it may have died over, alone
  });
});

describe('calls, and mistakes', () => {
  it.each<[string, Plan, RegExp]>([
    [
      'a fate that is none',
      'dye' as any,
      /^calls: expected `plan` to be an Error, 'die', 'hang' or a number/,
    ],
    ['a time before now', -1, /^calls: expected `plan` to be a number of milliseconds/],
    ['no plan', undefined as any, /^calls: expected `plan`/],
    [
      'a call number that is none',
      { first: busy } as any,
      /^calls: expected `plan` to be by the numbers of calls/,
    ],
    ['a call before the first', { 0: busy }, /by the numbers of calls, from 1, got `'0'`/],
    ['a call with a fate that is none', { 2: 'throw' as any }, /^calls: expected `plan\[2\]` to be an Error/],
  ])('refuses %s', async (_what, plan, message) => {
    const error = { code: 'invalid-argument', message: expect.stringMatching(message) };
    await expect(virtually(planned(plan, {}, 'a|', 'a|'))).rejects.toMatchObject(error);
  });

  it('refuses a task that is none', async () => {
    await expect(virtually(({ calls }) => calls(1 as any, 1))).rejects.toThrow(/^calls: expected `task`/);
  });

  it('refuses a second plan for a task', async () => {
    const test = virtually(({ calls }) => {
      calls(work, 1);
      calls('work', 2);
    });
    await expect(test).rejects.toThrow('calls: task "work" has a plan already');
  });

  it('names the tasks of the pipeline when there is none of that name', async () => {
    const test = virtually(({ calls, pipeline }) => {
      calls('wrok', 1);
      sink(work, pipeline.queue({ from: ['a'] }));
    });
    await expect(test).rejects.toThrow('calls: there is no task "wrok". Tasks: "work".');
  });

  it('refuses to have a worker die where there is none', async () => {
    const message = 'calls: task "work" runs on this thread, and has no worker that could die';
    await expect(virtually(planned({ 1: 'die' }, {}, 'a|', 'a|'))).rejects.toThrow(message);
    const error = { code: 'task-failed', cause: { message } };
    await virtually(planned(() => 'die', {}, 'a|', '#', error));
  });

  it('tells of a fate that a function gives and that is none', async () => {
    const error = { code: 'task-failed', cause: { code: 'invalid-argument' } };
    await virtually(planned((() => 'dye') as any, {}, 'a|', '#', error));
  });

  it('tells of a call that was never made', async () => {
    await expect(virtually(planned({ 3: busy }, {}, 'a|', 'a|'))).rejects.toThrow(
      'calls: call 3 of "work" was never made; there were 1',
    );
  });

  it.each<[string, Plan]>([
    ['an error', busy],
    ['a hang', 'hang'],
    ['a delay', 50],
    ['a function', () => undefined],
  ])('tells of a task that was never called, with %s planned', async (_what, plan) => {
    await expect(virtually(planned(plan, {}, '--|', '--|'))).rejects.toThrow(
      'calls: call 1 of "work" was never made; there were 0',
    );
  });
});
