import { describe, expect, it } from '@jest/globals';
import { DEFAULT_CAPACITY, Demand } from '../../../lib/flow/channel/demand.js';
import type { Site } from '../../../lib/flow/stage.js';
import { Meter } from '../../../lib/insight/meter.js';
import { passDemand } from '../../../lib/ops/passage.js';

/** Demand of a queue in which as many items wait as `wait` says. */
function queue(capacity?: number): { demand: Demand; wait(count: number): void } {
  const demand = new Demand(capacity);
  let waiting = 0;
  demand.waitsFor({
    get waiting() {
      return waiting;
    },
  });
  return { demand, wait: (count) => demand.level((waiting = count)) };
}

/** Writes down what a producer is told. */
function listen(demand: Demand): string[] {
  const told: string[] = [];
  demand.filledBy({ hold: () => told.push('hold'), release: () => told.push('release') });
  return told;
}

/** An op that does nothing but pass demand, from `outputs` to `inputs`. */
function op(inputs: Demand[], outputs: Demand[]): void {
  const site = {
    inputs: inputs.map((demand) => ({ demand })),
    outputs: outputs.map((demand) => ({ demand })),
    scheduler: { time: 0 },
    meter: new Meter(),
  };
  passDemand(site as unknown as Site);
}

describe('Demand', () => {
  it('is held while as many items wait as the capacity says, and is told once', () => {
    const { demand, wait } = queue(2);
    const told = listen(demand);
    wait(1);
    expect(demand.isReady).toBe(true);
    wait(2);
    wait(3);
    wait(2);
    expect(demand.isReady).toBe(false);
    wait(1);
    expect(demand.isReady).toBe(true);
    expect(told).toEqual(['hold', 'release']);
  });

  it('passes through ops, from what waits to what starts', () => {
    const [first, second, last] = [new Demand(), new Demand(), queue(1)];
    op([first], [second]);
    op([second], [last.demand]);
    const told = listen(first);
    last.wait(1);
    expect(first.isReady).toBe(false);
    last.wait(0);
    expect(first.isReady).toBe(true);
    expect(told).toEqual(['hold', 'release']);
  });

  it('waits for all outputs of an op', () => {
    const [input, left, right] = [new Demand(), queue(1), queue(1)];
    op([input], [left.demand, right.demand]);
    const told = listen(input);
    left.wait(1);
    right.wait(1);
    left.wait(0);
    expect(input.isReady).toBe(false);
    right.wait(0);
    expect(input.isReady).toBe(true);
    expect(told).toEqual(['hold', 'release']);
  });

  it('holds up all inputs of an op', () => {
    const [a, b, merged] = [new Demand(), new Demand(), queue(1)];
    op([a, b], [merged.demand]);
    const told = [listen(a), listen(b)];
    merged.wait(1);
    expect([a.isReady, b.isReady]).toEqual([false, false]);
    merged.wait(0);
    expect(told).toEqual([
      ['hold', 'release'],
      ['hold', 'release'],
    ]);
  });

  it('takes one step a queue where ways part and meet again', () => {
    let tellings = 0;
    const source = new Demand();
    source.filledBy({ hold: () => tellings++, release: () => tellings++ });
    let above = source;
    const last = queue();
    for (let i = 0; i < 40; i++) {
      const [left, right, below] = [new Demand(), new Demand(), i === 39 ? last.demand : new Demand()];
      op([above], [left, right]);
      op([left, right], [below]);
      above = below;
    }
    last.wait(DEFAULT_CAPACITY);
    last.wait(0);
    expect(tellings).toBe(2);
    last.wait(4);
    expect(source.room).toBe(DEFAULT_CAPACITY - 4);
  });

  it('ends with the last of its producers', () => {
    const { demand } = queue();
    listen(demand);
    listen(demand);
    expect([demand.completed(), demand.completed()]).toEqual([false, true]);
  });
});

describe('a capacity', () => {
  it('grows to what the consumer wants, up to 8192, and is never less', () => {
    const { demand } = queue();
    const grown = [1, 100, 99, 1e6].map((items) => {
      demand.wants(items);
      return demand.capacity;
    });
    expect(grown).toEqual([DEFAULT_CAPACITY, 100, 100, 8192]);
  });

  it('begins with as much as the consumer says, and grows from there', () => {
    const { demand } = queue();
    demand.beginsWith(8);
    const grown = [demand.capacity];
    for (const items of [4, 32]) {
      demand.wants(items);
      grown.push(demand.capacity);
    }
    expect(grown).toEqual([8, 8, 32]);
  });

  it('stays as it was given', () => {
    for (const capacity of [2, 10_000]) {
      const { demand } = queue(capacity);
      demand.beginsWith(8);
      demand.wants(1e6);
      demand.expects(1e6);
      expect(demand.capacity).toBe(capacity);
    }
  });

  it('that grows lets go of a full queue', () => {
    const { demand, wait } = queue();
    const told = listen(demand);
    wait(DEFAULT_CAPACITY);
    demand.wants(DEFAULT_CAPACITY);
    expect(told).toEqual(['hold']);
    demand.wants(DEFAULT_CAPACITY + 1);
    expect(told).toEqual(['hold', 'release']);
  });

  it('grows for what is expected only where the consumer keeps up', () => {
    const { demand, wait } = queue();
    wait(DEFAULT_CAPACITY / 4 + 1);
    demand.expects(100);
    expect(demand.capacity).toBe(DEFAULT_CAPACITY);
    wait(DEFAULT_CAPACITY / 4);
    demand.expects(100);
    expect(demand.capacity).toBe(100);
  });

  it('grows behind ops, where items come to wait; asking for room changes nothing', () => {
    const [before, quick, slow] = [new Demand(), queue(), queue()];
    op([before], [quick.demand, slow.demand]);
    slow.wait(60);
    expect(before.room).toBe(DEFAULT_CAPACITY - 60);
    before.expects(100);
    expect([quick.demand.capacity, slow.demand.capacity]).toEqual([100, DEFAULT_CAPACITY]);
    slow.wait(0);
    expect(before.room).toBe(DEFAULT_CAPACITY);
    expect(slow.demand.capacity).toBe(DEFAULT_CAPACITY);
  });

  it('has room without limit where nothing is made to wait', () => {
    const [before, output] = [new Demand(4), new Demand(4)];
    op([before], [output]);
    expect(before.room).toBe(Infinity);
  });
});
