import { describe, expect, it } from '@jest/globals';
import { map, Pipeline, task, TaskError, type TaskOptions } from '../../../lib/index.js';

/** What a run rejects with, of a task that throws `thrown` at `item`. */
function errorOf(thrown: unknown, item: unknown = 7, options: TaskOptions = {}): Promise<TaskError> {
  const pipeline = new Pipeline();
  const fetch = (): never => {
    throw thrown;
  };
  map(task(fetch, options), pipeline.queue({ from: [item] }));
  return pipeline.run().then(
    () => {
      throw new Error('it completed');
    },
    (error: TaskError) => error,
  );
}

describe('the error of a task', () => {
  it('tells which task, on which item, how often, and why', async () => {
    const cause = new RangeError('out of it');
    const item = { id: 3 };
    const error = await errorOf(cause, item, { retry: 1 });
    expect(error).toBeInstanceOf(TaskError);
    expect(error).toMatchObject({ name: 'TaskError', code: 'task-failed', task: 'fetch', attempts: 2 });
    expect(error.message).toBe('fetch: failed on { id: 3 }: out of it');
    expect(error.item).toBe(item);
    expect(error.cause).toBe(cause);
  });

  it('goes by the name that the task was given', async () => {
    expect(await errorOf(new Error('no'), 7, { name: 'download' })).toMatchObject({
      task: 'download',
      message: 'download: failed on 7: no',
    });
  });

  it.each([undefined, null, 'words', 42, { message: 'like an error' }])(
    'has whatever was thrown as its cause: %p',
    async (thrown) => {
      const error = await errorOf(thrown);
      expect(error).toMatchObject({ code: 'task-failed' });
      expect(error.cause).toBe(thrown);
    },
  );

  it('keeps its message short, however large the item', async () => {
    const { message } = await errorOf(new Error('no'), { text: 'x'.repeat(10_000) });
    expect(message.length).toBeLessThan(200);
  });

  it('is the error of every queue and of the run, one and the same', async () => {
    const pipeline = new Pipeline();
    const results = map(() => Promise.reject(new Error('no')), pipeline.queue({ from: [1] }));
    const other = map((n) => n, pipeline.queue<number>());
    const ends = [results.toArray(), other.toArray(), pipeline.run()].map((end) =>
      end.then(
        () => undefined,
        (error: unknown) => error,
      ),
    );
    const [first, ...others] = await Promise.all(ends);
    expect(first).toMatchObject({ code: 'task-failed' });
    for (const one of others) expect(one).toBe(first);
  });

  it('shows little of an item that has much', async () => {
    class Wide {
      first = 1;
    }
    const wide = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`key${n}`, n]));
    for (const item of [wide, { wide }, [wide], Object.assign(new Wide(), wide)]) {
      const { message } = await errorOf(new Error('no'), item);
      expect(message).toMatch(/^fetch: failed on .{40,130}: no$/);
      expect(message).toMatch(/…/);
    }
  });

  it('has looked at no field of an item before its message is read', async () => {
    let looks = 0;
    const item = new Proxy({ a: 1 }, { ownKeys: (of) => (looks++, Reflect.ownKeys(of)) });
    const error = await errorOf(new Error('no'), item);
    expect(looks).toBe(0);
    expect(error.message).toMatch(/^fetch: failed on .*: no$/);
    expect(error.stack).toMatch(/^TaskError: fetch: failed on /);
  });

  it('has a message that can be set, as other errors do', async () => {
    const error = await errorOf(new Error('no'));
    error.message = `in the morning: ${error.message}`;
    expect(String(error)).toBe('TaskError: in the morning: fetch: failed on 7: no');
    expect(Object.keys(error)).not.toContain('message');
  });
});
