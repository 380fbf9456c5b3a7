import { describe, expect, it } from '@jest/globals';
import { Channel } from '../../../lib/flow/channel/channel.js';
import { Outlet } from '../../../lib/flow/outputs/outlet.js';
import { Scheduler } from '../../../lib/loop/scheduler.js';
import { ManualClock } from '../../loop/manual-clock.js';

const idle = (): void => {};

/** An output in a run. */
function output(capacity?: number): { channel: Channel<number>; outlet: Outlet<number> } {
  const channel = new Channel<number>(capacity);
  channel.join(new Scheduler(new ManualClock(), idle, idle), idle);
  const outlet = new Outlet(channel);
  channel.passTo(outlet);
  return { channel, outlet };
}

/** How many items come before there is no more room. */
function fill(channel: Channel<number>): number {
  let count = 0;
  while (channel.isReady) channel.next(count++);
  return count;
}

describe('a reader', () => {
  it('holds up its output when as many items are unread as the capacity says', () => {
    const { channel, outlet } = output(3);
    const reader = outlet.read();
    expect([fill(channel), reader.unread]).toEqual([3, 3]);
    void reader.next();
    expect(fill(channel)).toBe(1);
  });

  it('has more wait for it when the capacity has grown, opened before or after', () => {
    const { channel, outlet } = output();
    const before = outlet.read();
    channel.demand.expects(100);
    const after = outlet.read();
    expect(fill(channel)).toBe(100);
    expect([before.unread, after.unread]).toEqual([100, 100]);
  });
});
