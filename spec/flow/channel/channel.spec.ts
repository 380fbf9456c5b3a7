import { beforeEach, describe, expect, it } from '@jest/globals';
import { Channel } from '../../../lib/flow/channel/channel.js';
import { Pump } from '../../../lib/loop/pump.js';
import { Scheduler } from '../../../lib/loop/scheduler.js';
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
  channel.demand.filledBy({ hold: () => told.push('hold'), release: () => told.push('release') });
  return told;
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
});
