import { describe, expect, it } from '@jest/globals';
import { TaskHost } from '../../lib/executors/host.js';
import type { Packet } from '../../lib/executors/executor.js';

const module = new URL('../fixtures/workers/context.mjs', import.meta.url).href;

const packet = (name: string, items: readonly unknown[]): Packet => ({
  id: 1,
  module,
  name,
  task: name,
  items,
  attempts: items.map(() => 1),
  isParallel: false,
});

describe('a host', () => {
  it('leaves nothing behind of calls with a timeout that end at once, well or not', async () => {
    const host = new TaskHost();
    await host.run({ ...packet('tell', [1, 2, 3]), timeout: 1000 });
    await host.run({ ...packet('flaky', [{ n: 1, times: 2 }]), timeout: 1000 });
    const { values } = await host.run(packet('listeners', [0]));
    expect(values).toEqual([0]);
  });
});
