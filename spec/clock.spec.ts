import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { systemClock } from '../lib/clock.js';
import { TaskHost } from '../lib/executors/host.js';
import { batch, map, Pipeline } from '../lib/index.js';
import { showProgress } from '../lib/progress/index.js';

const DAY = 24 * 3600_000;
/** Milliseconds: more than a timer of Node can take, which would fire at once. */
const MONTH = 30 * DAY;

describe('a timer that is longer than one of Node can be', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('fires when its time is over, once', () => {
    const work = jest.fn();
    systemClock.after(2 * MONTH, work);
    jest.advanceTimersByTime(2 * MONTH - 1);
    expect(work).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    jest.advanceTimersByTime(3 * MONTH);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('fires every so often, until it is called off', () => {
    const work = jest.fn();
    const callOff = systemClock.every(MONTH, work);
    jest.advanceTimersByTime(MONTH - 1);
    expect(work).not.toHaveBeenCalled();
    jest.advanceTimersByTime(2 * MONTH + 1);
    expect(work).toHaveBeenCalledTimes(3);
    callOff();
    jest.advanceTimersByTime(2 * MONTH);
    expect(work).toHaveBeenCalledTimes(3);
    expect(jest.getTimerCount()).toBe(0);
  });

  it.each([1, 28 * DAY])('never fires when it is called off after %i ms', (ms) => {
    const work = jest.fn();
    const callOff = systemClock.after(MONTH, work);
    jest.advanceTimersByTime(ms);
    callOff();
    expect(jest.getTimerCount()).toBe(0);
    jest.advanceTimersByTime(2 * MONTH);
    expect(work).not.toHaveBeenCalled();
  });

  it('waits for ever where it has for ever', () => {
    const work = jest.fn();
    systemClock.after(Infinity, work);
    jest.advanceTimersByTime(6 * MONTH);
    expect(work).not.toHaveBeenCalled();
  });

  it('goes on when what it calls throws', () => {
    let calls = 0;
    systemClock.every(10, () => {
      calls++;
      throw new Error('no');
    });
    expect(() => jest.advanceTimersByTime(10)).toThrow('no');
    expect(() => jest.advanceTimersByTime(10)).toThrow('no');
    expect(calls).toBe(2);
  });
});

describe('what is called soon', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('is called when the call stack is empty, in order', async () => {
    const calls: string[] = [];
    systemClock.soon(() => calls.push('first'));
    systemClock.soon(() => calls.push('second'));
    expect(calls).toEqual([]);
    await Promise.resolve();
    expect(calls).toEqual(['first', 'second']);
  });

  it('throws out of all calls: nobody could handle a rejection', async () => {
    systemClock.soon(() => {
      throw new Error('no');
    });
    await Promise.resolve();
    expect(() => jest.runAllTicks()).toThrow('no');
  });
});

/** What takes a time, in a run that goes on for a while: each would be over at once with a timer of Node's own. */
describe('a month is not over at once', () => {
  it('between snapshots, and looks at the progress', async () => {
    const pipeline = new Pipeline();
    map((n) => sleep(5, n), pipeline.queue({ from: Array.from({ length: 5 }, (_, n) => n) }));
    const run = pipeline.run({ interval: MONTH });
    let snapshots = 0;
    run.snapshots$.subscribe(() => snapshots++);
    const stream = new PassThrough({ encoding: 'utf8' });
    showProgress(run, pipeline, { stream, interval: MONTH });
    await run;
    expect(snapshots).toBe(1); // the last
    expect(String(stream.read()).trim().split('\n')).toHaveLength(1); // the last
  });

  it('for a batch that waits to be filled', async () => {
    const pipeline = new Pipeline();
    const numbers = map((n) => sleep(5, n), pipeline.queue({ from: [1, 2, 3] }));
    const batches = batch(numbers, { size: 3, maxWait: MONTH });
    await pipeline.run();
    expect(batches.flush()).toEqual([[1, 2, 3]]);
  });

  it('before another attempt', async () => {
    const pipeline = new Pipeline();
    let calls = 0;
    const fail = (): void => {
      calls++;
      throw new Error('no');
    };
    map(fail, pipeline.queue({ from: [1] }), { retry: { count: 3, delay: MONTH } });
    const run = pipeline.run();
    await sleep(20);
    run.abort('enough');
    await expect(run).rejects.toBe('enough');
    expect(calls).toBe(1);
  });

  it('for a call on this thread', async () => {
    const pipeline = new Pipeline();
    const done = map((n) => sleep(20, n), pipeline.queue({ from: [1] }), { timeout: MONTH });
    await pipeline.run();
    expect(done.flush()).toEqual([1]);
  });

  it('for a call in a worker', async () => {
    const module = new URL('fixtures/workers/timing.mjs', import.meta.url).href;
    const items = [{ n: 1, ms: 20 }];
    const packet = { id: 1, module, name: 'idle', task: 'idle', items, isParallel: false, timeout: MONTH };
    const { failures } = await new TaskHost().run(packet);
    expect(failures).toEqual([]);
  });
});
