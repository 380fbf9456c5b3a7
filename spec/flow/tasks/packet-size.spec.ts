import { describe, expect, it } from '@jest/globals';
import { PacketSize } from '../../../lib/flow/tasks/packet-size.js';

/** A size that has seen `packets` packets of items that cost `ms`, and `sending` to send. */
function after(packets: number, ms: number, size = new PacketSize(), sending = 0): PacketSize {
  for (let i = 0; i < packets; i++) size.learn(ms, sending);
  return size;
}

describe('PacketSize', () => {
  it('begins with one item', () => {
    expect(new PacketSize().items).toBe(1);
  });

  it('grows eightfold at most, packet by packet', () => {
    const size = new PacketSize();
    const sizes = Array.from({ length: 4 }, () => after(1, 0.001, size).items);
    expect(sizes).toEqual([8, 64, 512, 2048]);
  });

  it.each([
    [0, 2048],
    [0.001, 2048],
    [0.05, 200],
    [0.5, 20],
    [2, 5],
    [6, 1],
    [11, 1],
    [1000, 1],
  ])('comes to some milliseconds of work: items of %d ms, %i in a packet', (ms, items) => {
    expect(after(40, ms).items).toBe(items);
  });

  it.each([
    [0.0001, 2048],
    [0.001, 500],
    [0.25, 2],
    [1, 1],
  ])('takes half a millisecond to send: items that take %d ms, %i in a packet', (sending, items) => {
    expect(after(40, 0.001, new PacketSize(), sending).items).toBe(items);
  });

  it('shrinks at once when items become slow', () => {
    const size = after(40, 0.001);
    size.learn(20, 0);
    expect(size.items).toBe(1);
  });

  it('grows again when they become quick', () => {
    const size = after(1, 20, after(40, 0.001));
    expect(after(60, 0.001, size).items).toBe(2048);
  });

  it('calls a fifth of a packet too little to share out', () => {
    expect(new PacketSize().least).toBe(1);
    expect(after(40, 0.05).least).toBe(40);
  });

  it('calls items quick that are sent, and over, in less than 10 ms each, once it has seen some', () => {
    expect(new PacketSize().isQuick).toBe(false);
    expect(after(1, 9).isQuick).toBe(true);
    expect(after(1, 11).isQuick).toBe(false);
    expect(after(1, 1, new PacketSize(), 11).isQuick).toBe(false);
  });
});
