import { beforeEach, describe, expect, it } from '@jest/globals';
import { deadline } from '../../lib/executors/deadline.js';

/** A clock whose timers fire when the thread has time for them. */
class BusyClock {
  time = 0;
  #timers: { readonly at: number; readonly work: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(ms: number, work: () => void): () => void {
    const timer = { at: this.time + ms, work };
    this.#timers.push(timer);
    return () => (this.#timers = this.#timers.filter((other) => other !== timer));
  }

  /** The thread has time at `time`, and not before. */
  fire(time: number): void {
    this.time = time;
    const due = this.#timers.filter(({ at }) => at <= time);
    this.#timers = this.#timers.filter(({ at }) => at > time);
    for (const { work } of due) work();
  }

  get timers(): number {
    return this.#timers.length;
  }
}

let clock: BusyClock;
let late: number[];
const limit = (ms: number): (() => void) => deadline(clock, ms, () => late.push(clock.time));

beforeEach(() => {
  clock = new BusyClock();
  late = [];
});

describe('a deadline', () => {
  it('is over when its time is', () => {
    limit(30);
    clock.fire(29);
    expect(late).toEqual([]);
    clock.fire(30);
    expect(late).toEqual([30]);
  });

  it('gives back the time in which the thread could hear of nothing', () => {
    limit(30);
    clock.fire(80);
    expect(late).toEqual([]);
    clock.fire(129);
    expect(late).toEqual([]);
    clock.fire(130);
    expect(late).toEqual([130]);
  });

  it('gives no more than a moment, and once', () => {
    limit(30);
    clock.fire(5000);
    clock.fire(5100);
    expect(late).toEqual([5100]);
    limit(30);
    clock.fire(5200);
    clock.fire(9000);
    expect(late).toEqual([5100, 9000]);
  });

  it('is called off, at any time', () => {
    const callOff = limit(30);
    callOff();
    const callOffLater = limit(30);
    clock.fire(80);
    callOffLater();
    clock.fire(1000);
    expect([late, clock.timers]).toEqual([[], 0]);
  });
});
