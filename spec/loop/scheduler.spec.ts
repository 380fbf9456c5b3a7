import { beforeEach, describe, expect, it } from '@jest/globals';
import { Pump } from '../../lib/loop/pump.js';
import { Scheduler } from '../../lib/loop/scheduler.js';
import { ManualClock } from './manual-clock.js';

let clock: ManualClock;
let scheduler: Scheduler;
let log: string[];

class Named extends Pump {
  readonly #name: string;
  readonly #work: () => void;

  constructor(name: string, work: () => void = () => {}) {
    super();
    this.#name = name;
    this.#work = work;
  }

  pump(): void {
    log.push(`${this.#name} begins`);
    this.#work();
    log.push(`${this.#name} ends`);
  }
}

/** Steps that take `ms` each, until the slice is spent; then it wakes itself up again. */
function stepper(ms: number, most = 10_000): Pump & { steps: number } {
  const pump = Object.assign(
    new Named('stepper', () => {
      while (pump.steps < most) {
        if (scheduler.isSpent()) return scheduler.wake(pump);
        clock.time += ms;
        pump.steps++;
      }
    }),
    { steps: 0 },
  );
  return pump;
}

beforeEach(() => {
  log = [];
  clock = new ManualClock();
  scheduler = new Scheduler(
    clock,
    () => log.push('settles'),
    (error) => log.push(String(error)),
  );
});

describe('Scheduler', () => {
  it('runs nothing before it is open, and then what was woken, in that order', () => {
    scheduler.wake(new Named('a'));
    scheduler.wake(new Named('b'));
    clock.microtasks();
    expect(log).toEqual([]);
    scheduler.open();
    expect(log).toEqual([]); // not inside the call either
    clock.microtasks();
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'settles']);
  });

  it('never runs a pump inside another, or inside itself', () => {
    const b = new Named('b');
    const a: Pump = new Named('a', () => {
      scheduler.wake(b);
      scheduler.wake(a);
      scheduler.request();
    });
    scheduler.open();
    scheduler.wake(a);
    scheduler.wake(b);
    const halted = new Named('halt', () => scheduler.halt());
    scheduler.wake(halted);
    clock.microtasks();
    expect(log.slice(0, 6)).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'halt begins', 'halt ends']);
  });

  it('runs a pump once, however often it is woken before', () => {
    const pump = new Named('a');
    scheduler.open();
    for (let i = 0; i < 3; i++) scheduler.wake(pump);
    clock.microtasks();
    expect(log).toEqual(['a begins', 'a ends', 'settles']);
  });

  it('settles between loops when asked, with nothing to run', () => {
    scheduler.open();
    clock.microtasks();
    scheduler.request();
    clock.microtasks();
    expect(log).toEqual(['settles', 'settles']);
  });

  it('tells what breaks, and settles', () => {
    scheduler.open();
    scheduler.wake(
      new Named('a', () => {
        throw new Error('broken');
      }),
    );
    clock.microtasks();
    expect(log).toEqual(['a begins', 'Error: broken', 'settles']);
  });

  it('runs no pump any more when it is halted, and its loops end', () => {
    const next = new Named('next');
    scheduler.open();
    scheduler.wake(
      new Named('a', () => {
        scheduler.wake(next);
        scheduler.halt();
        log.push(`spent: ${scheduler.isSpent()}`);
      }),
    );
    clock.microtasks();
    clock.turn();
    expect(log.filter((line) => line !== 'settles')).toEqual(['a begins', 'spent: true', 'a ends']);
    expect(log.at(-1)).toBe('settles');
  });
});

describe('Scheduler.isSpent', () => {
  // A slice is 8 ms by the clock, and what is then under way may finish: 10 ms in all.
  it.each([0.001, 0.05, 0.3, 1])('gives the event loop back within 10 ms, with steps of %d ms', (ms) => {
    const pump = stepper(ms);
    scheduler.open();
    scheduler.wake(pump);
    for (let turns = 0, before = 0; turns < 50; turns++, before = clock.time) {
      clock.microtasks();
      expect(clock.time - before).toBeLessThanOrEqual(10);
      clock.turn();
    }
    expect(pump.steps).toBeGreaterThan(turnsOf(ms));
  });

  it('goes on in the next slice, not in a microtask', () => {
    const pump = stepper(1);
    scheduler.open();
    scheduler.wake(pump);
    clock.microtasks();
    const { steps } = pump;
    clock.microtasks();
    expect(pump.steps).toBe(steps);
    clock.turn();
    expect(pump.steps).toBeGreaterThan(steps);
  });

  it('takes one step a slice where a step takes longer than that', () => {
    const pump = stepper(1000);
    scheduler.open();
    scheduler.wake(pump);
    clock.microtasks();
    for (let turns = 1; turns <= 5; turns++, clock.turn()) expect(pump.steps).toBe(turns);
  });

  it('does not take the steps of a slow pump for those of a quick one before it', () => {
    let waiting = 0;
    const quick: Pump = new Named('quick', () => {
      while (waiting < 64) {
        if (scheduler.isSpent()) return scheduler.wake(quick);
        clock.time += 0.001;
        waiting++;
      }
      scheduler.wake(slow);
    });
    const slow: Pump = new Named('slow', () => {
      while (waiting > 0) {
        if (scheduler.isSpent()) return scheduler.wake(slow);
        clock.time += 5;
        waiting--;
      }
      scheduler.wake(quick);
    });
    scheduler.open();
    scheduler.wake(quick);
    for (let turns = 0, before = 0; turns < 200; turns++, before = clock.time) {
      clock.microtasks();
      expect(clock.time - before).toBeLessThanOrEqual(10 + 5);
      clock.turn();
    }
  });

  it('looks at the clock seldom while steps are quick', () => {
    const pump = stepper(0.0005, 10_000);
    scheduler.open();
    scheduler.wake(pump);
    clock.microtasks();
    expect(pump.steps).toBe(10_000);
    expect(clock.looks).toBeLessThan(10_000 / 7);
  });

  it('keeps to one slice for all pumps together', () => {
    scheduler.open();
    for (let i = 0; i < 4; i++) scheduler.wake(stepper(1));
    clock.microtasks();
    expect(clock.time).toBeLessThanOrEqual(10);
  });
});

/** The fewest steps of `ms` that fifty turns should have had room for. */
function turnsOf(ms: number): number {
  return Math.min(9_999, (50 * 5) / ms);
}
