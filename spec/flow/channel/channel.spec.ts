import { beforeEach, describe, expect, it } from '@jest/globals';
import { Channel, DEFAULT_CAPACITY } from '../../../lib/flow/channel/channel.js';
import { passDemand } from '../../../lib/ops/passage.js';
import { Pump } from '../../../lib/loop/pump.js';
import { Scheduler } from '../../../lib/loop/scheduler.js';
import type { Site } from '../../../lib/flow/stage.js';
import { Meter } from '../../../lib/insight/meter.js';
import { ManualClock } from '../../loop/manual-clock.js';

class Idle extends Pump {
  pump(): void {}
}

let scheduler: Scheduler;
let failures: unknown[];

/** A channel in a run, with a pump behind it that takes nothing on its own. */
function waitingLine(capacity?: number): Channel<number> {
  const channel = passage(capacity);
  channel.keepFor(new Idle());
  return channel;
}

function passage(capacity?: number): Channel<number> {
  const channel = new Channel<number>(capacity);
  channel.join(scheduler, (reason) => failures.push(reason));
  return channel;
}

/** Writes down what a channel's producer is told. */
function listen(channel: Channel<number>): string[] {
  const told: string[] = [];
  channel.filledBy({ hold: () => told.push('hold'), release: () => told.push('release') });
  return told;
}

/** An op that does nothing but pass demand, from `outputs` to `inputs`. */
function op(inputs: Channel<number>[], outputs: Channel<number>[]): void {
  passDemand({ inputs, outputs, scheduler, meter: new Meter() } as unknown as Site);
}

beforeEach(() => {
  failures = [];
  scheduler = new Scheduler(
    new ManualClock(),
    () => {},
    () => {},
  );
});

describe('Channel', () => {
  it('is ready while fewer than `capacity` items wait', () => {
    const channel = waitingLine(2);
    const told = listen(channel);
    channel.next(1);
    expect(channel).toMatchObject({ isReady: true, waiting: 1 });
    channel.next(2);
    expect(channel).toMatchObject({ isReady: false, waiting: 2 });
    expect(channel.take()).toBe(1);
    expect(channel).toMatchObject({ isReady: true, waiting: 1, left: 1 });
    expect(told).toEqual(['hold', 'release']);
  });

  it('takes what lands although it is full, says nothing twice, and remembers its peak', () => {
    const channel = waitingLine(2);
    const told = listen(channel);
    for (let i = 0; i < 5; i++) channel.next(i);
    expect(channel).toMatchObject({ waiting: 5, peak: 5, entered: 5 });
    for (let i = 0; i < 3; i++) channel.take();
    expect(told).toEqual(['hold']);
    channel.take();
    expect(told).toEqual(['hold', 'release']);
    expect(channel.peak).toBe(5);
  });

  it('wakes its pump for every item and at the end', () => {
    const channel = passage();
    const pump = new Idle();
    channel.keepFor(pump);
    channel.next(1);
    expect(pump.isAwake).toBe(true);
    pump.isAwake = false;
    channel.complete();
    expect(pump.isAwake).toBe(true);
    expect(channel).toMatchObject({ isEnded: true, isDrained: false });
    channel.take();
    expect(channel.isDrained).toBe(true);
  });

  it('shows every item to those who watch, before it goes on', () => {
    const channel = passage();
    const seen: string[] = [];
    channel.audience.watch({ next: (item) => seen.push(`watched ${item}`) });
    channel.passTo({
      next: (item) => seen.push(`passed ${item}`),
      error() {},
      complete: () => seen.push('ended'),
    });
    channel.next(1);
    channel.complete();
    channel.complete();
    expect(seen).toEqual(['watched 1', 'passed 1', 'ended']);
    expect(channel).toMatchObject({ waiting: 0, left: 1, peak: 0 });
  });

  it('discards and counts what comes when it is shut, and holds nobody up', () => {
    const channel = waitingLine(2);
    const told = listen(channel);
    for (let i = 0; i < 3; i++) channel.next(i);
    expect(channel.shut()).toBe(3);
    channel.next(3);
    expect(channel).toMatchObject({ waiting: 0, entered: 3, discarded: 1, isReady: true });
    expect(told).toEqual(['hold', 'release']);
  });

  it('gives the reason of an error to the run', () => {
    const channel = passage();
    channel.error('reason');
    expect(failures).toEqual(['reason']);
  });

  it('widens unless its capacity was given', () => {
    const [free, given] = [waitingLine(), waitingLine(2)];
    for (const channel of [free, given]) channel.widen(100);
    expect([free.capacity, given.capacity]).toEqual([100, 2]);
    free.widen(1);
    expect(free.capacity).toBe(100);
    expect(waitingLine().capacity).toBe(DEFAULT_CAPACITY);
  });
});

describe('demand', () => {
  it('passes through ops, from what waits to what starts', () => {
    const [first, second, last] = [passage(), passage(), waitingLine(1)];
    op([first], [second]);
    op([second], [last]);
    const told = listen(first);
    last.next(1);
    expect(first.isReady).toBe(false);
    last.take();
    expect(first.isReady).toBe(true);
    expect(told).toEqual(['hold', 'release']);
  });

  it('waits for all outputs of an op', () => {
    const [input, left, right] = [passage(), waitingLine(1), waitingLine(1)];
    op([input], [left, right]);
    const told = listen(input);
    left.next(1);
    right.next(1);
    left.take();
    expect(input.isReady).toBe(false);
    right.take();
    expect(input.isReady).toBe(true);
    expect(told).toEqual(['hold', 'release']);
  });

  it('holds up all inputs of an op', () => {
    const [a, b, merged] = [passage(), passage(), waitingLine(1)];
    op([a, b], [merged]);
    const told = [listen(a), listen(b)];
    merged.next(1);
    expect([a.isReady, b.isReady]).toEqual([false, false]);
    merged.take();
    expect(told).toEqual([
      ['hold', 'release'],
      ['hold', 'release'],
    ]);
  });

  it('takes one step a queue where ways part and meet again', () => {
    let tellings = 0;
    const source = passage();
    source.filledBy({ hold: () => tellings++, release: () => tellings++ });
    let above = source;
    for (let i = 0; i < 40; i++) {
      const [left, right, below] = [passage(), passage(), i === 39 ? waitingLine(1) : passage()];
      op([above], [left, right]);
      op([left, right], [below]);
      above = below;
    }
    above.next(1);
    above.take();
    expect(tellings).toBe(2);
  });
});
