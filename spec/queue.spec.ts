import { setImmediate as turn } from 'node:timers/promises';
import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { of, Subject, throwError } from 'rxjs';
import { filter, map, Pipeline, sink } from '../lib/index.js';

const closed = (name: string, why: string): object =>
  expect.objectContaining({ code: 'queue-closed', message: `queue "${name}": takes no more items, ${why}` });

describe('a queue that is fed by hand', () => {
  it('takes items before the run and while it is under way', async () => {
    const pipeline = new Pipeline();
    const queue = pipeline.queue<number>();
    const all = queue.toArray();
    await queue.put(1);
    queue.next(2);
    const run = pipeline.run();
    await queue.put(3);
    await turn();
    queue.next(4);
    await queue.put(5);
    queue.close();
    await run;
    expect(await all).toEqual([1, 2, 3, 4, 5]);
  });

  it('has room for `capacity` items before the run; what is put then waits for it', async () => {
    const pipeline = new Pipeline();
    const queue = pipeline.queue<number>({ capacity: 2 });
    await queue.put(1);
    await queue.put(2);
    const put: number[] = [];
    const more = [3, 4].map((n) => queue.put(n).then(() => put.push(n)));
    await turn();
    expect(put).toEqual([]);
    expect(queue.size).toBe(2);
    const run = pipeline.run();
    await Promise.all(more);
    queue.close();
    await run;
    expect(queue.flush()).toEqual([1, 2, 3, 4]);
  });

  it('tells its capacity: what was given, or 64', () => {
    const pipeline = new Pipeline();
    expect([pipeline.queue({ capacity: 2 }).capacity, pipeline.queue().capacity]).toEqual([2, 64]);
  });

  it('makes `put` wait for room while the run is under way', async () => {
    const pipeline = new Pipeline();
    const queue = pipeline.queue<number>({ capacity: 2 });
    const calls: (() => void)[] = [];
    sink(() => new Promise<void>((resolve) => calls.push(resolve)), queue);
    const run = pipeline.run();
    const put: number[] = [];
    const puts = [1, 2, 3, 4, 5].map((n) => queue.put(n).then(() => put.push(n)));
    await turn();
    await turn();
    expect(put).toEqual([1, 2, 3]); // one in the call, two that wait
    expect(queue.size).toBe(2);
    calls.shift()!();
    await turn();
    expect(put).toEqual([1, 2, 3, 4]);
    queue.close();
    while (put.length < 5 || calls.length > 0) {
      calls.shift()?.();
      await turn();
    }
    await Promise.all(puts);
    await run;
  });

  it('takes what `next` gives without waiting for room', async () => {
    const pipeline = new Pipeline();
    const queue = pipeline.queue<number>({ capacity: 1 });
    const results = map((n) => n, queue);
    for (let n = 0; n < 100; n++) queue.next(n);
    expect(queue.size).toBe(100);
    queue.complete();
    await pipeline.run();
    expect(results.flush()).toHaveLength(100);
  });

  it('takes no more when it is closed', async () => {
    const pipeline = new Pipeline();
    const queue = pipeline.queue<number>({ name: 'inputs' });
    queue.close();
    queue.close();
    await expect(queue.put(1)).rejects.toEqual(closed('inputs', 'it was closed'));
    expect(() => queue.next(1)).toThrow(closed('inputs', 'it was closed') as Error);
    await pipeline.run();
    expect(queue.flush()).toEqual([]);
  });

  it('takes no more when the run has ended', async () => {
    const pipeline = new Pipeline();
    const queue = pipeline.queue<number>({ name: 'inputs' });
    const run = pipeline.run();
    await run.stop();
    await expect(queue.put(1)).rejects.toEqual(closed('inputs', 'the run is over, or ending'));
    queue.next(2);
    expect(queue.flush()).toEqual([]);
  });

  it('lets go of a `put` that waits when the run ends first', async () => {
    const pipeline = new Pipeline();
    const queue = pipeline.queue<number>({ name: 'inputs', capacity: 1 });
    sink(() => new Promise(() => {}), queue);
    const run = pipeline.run();
    const [, , third] = [queue.put(1), queue.put(2), queue.put(3)];
    await turn();
    run.abort('enough');
    await expect(run).rejects.toBe('enough');
    await expect(third).rejects.toEqual(closed('inputs', 'the run is over, or ending'));
  });

  it('crashes nobody who does not await a `put` that the end of the run overtakes', async () => {
    const pipeline = new Pipeline();
    const queue = pipeline.queue<number>({ capacity: 1 });
    sink(() => new Promise(() => {}), queue);
    const run = pipeline.run();
    for (const n of [1, 2, 3, 4]) void queue.put(n);
    await turn();
    run.abort('enough');
    await expect(run).rejects.toBe('enough'); // an unhandled rejection fails the test
    await turn();
  });

  it('cannot be fed when something else feeds it', async () => {
    const pipeline = new Pipeline();
    const queue = pipeline.queue({ name: 'numbers', from: [1] });
    const kept = filter(() => true, queue, { name: 'kept' });
    const told = { code: 'queue-has-producer', message: expect.stringContaining('queue "numbers"') };
    await expect(queue.put(2)).rejects.toMatchObject(told);
    expect(() => kept.next(2)).toThrow(expect.objectContaining({ code: 'queue-has-producer' }));
    expect(() => kept.close()).toThrow(/Filter/);
  });
});

describe('a queue as an Observer', () => {
  it('takes what it is subscribed to, before the run', async () => {
    const pipeline = new Pipeline();
    const queue = pipeline.queue<number>();
    of(1, 2, 3).subscribe(queue);
    await pipeline.run();
    expect(queue.flush()).toEqual([1, 2, 3]);
  });

  it('takes what it is subscribed to, while the run is under way', async () => {
    const pipeline = new Pipeline();
    const queue = pipeline.queue<number>();
    const source$ = new Subject<number>();
    source$.subscribe(queue);
    const run = pipeline.run();
    source$.next(1);
    await turn();
    source$.next(2);
    source$.complete();
    await run;
    expect(queue.flush()).toEqual([1, 2]);
  });

  it('fails the run with the error it is given', async () => {
    const pipeline = new Pipeline();
    const queue = pipeline.queue<number>({ name: 'inputs' });
    const cause = new Error('no');
    throwError(() => cause).subscribe(queue);
    await expect(pipeline.run()).rejects.toMatchObject({
      code: 'source-failed',
      message: 'source of queue "inputs": failed: no',
      cause,
    });
  });
});

describe('a queue that is shown', () => {
  it('is shown by its name, alone or in something else', () => {
    const numbers = new Pipeline().queue({ name: 'numbers', from: [1] });
    expect(inspect(numbers)).toBe('Queue "numbers"');
    expect(inspect({ in: [numbers] })).toBe('{ in: [ Queue "numbers" ] }');
    expect(inspect(numbers.named('ones'))).toBe('Queue "ones"');
  });

  it('is shown so where a message refuses it', () => {
    const numbers = new Pipeline().queue({ name: 'numbers', from: [1] });
    expect(() => map(numbers as never, numbers)).toThrow(
      'map: expected `task` to be a function, got `Queue "numbers"` (object)',
    );
  });
});
