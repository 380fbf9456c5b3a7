// The `finally` of a source has run when the run has settled, however it ended.
// Reported as tc39/proposal-async-iterator-helpers#4.
import { setTimeout as pause } from 'node:timers/promises';
import { map, Pipeline } from 'skorche';
import { check } from '../verdict.mjs';

for (const end of ['break', 'stop', 'abort', 'failure']) {
  for (const ms of [0, 10]) {
    const pipeline = new Pipeline();
    let isOpen = true;
    async function* cursor() {
      try {
        for (let i = 0; ; i++) {
          if (ms > 0) await pause(ms);
          yield i;
        }
      } finally {
        await pause(100);
        isOpen = false;
      }
    }
    const work = async (n) => {
      await pause(3);
      if (end === 'failure' && n === 3) throw new Error('no');
      return n;
    };
    const results = map(work, pipeline.queue({ from: cursor(), capacity: 2 }));
    const running = pipeline.run();
    running.catch(() => {});
    if (end === 'stop') setTimeout(() => running.stop().catch(() => {}), 45);
    if (end === 'abort') setTimeout(() => running.abort(), 45);
    try {
      for await (const n of results) if (end === 'break' && n === 3) break;
    } catch {} // as the run's
    await running.catch(() => {});
    check(`${end}, items every ${ms} ms: open`, isOpen, false);
  }
}
