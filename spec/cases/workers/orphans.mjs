// Child processes end within about a second of a parent that was killed, also while they compute.
// Reported as josdejong/workerpool#36 and vitest-dev/vitest#3077.
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { processes, queue, run, sink } from 'skorche';
import { again, args } from '../again.mjs';
import { marked, marks, removeMarks } from '../folder.mjs';
import { check } from '../verdict.mjs';

/** A process that has ended and was not waited for is none. */
function isThere(pid) {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

if (args.length > 0) {
  const [work] = args;
  const tasks = processes(new URL('../modules/work.mjs', import.meta.url));
  sink(tasks[work], queue({ from: [15_000, 15_000] }));
  await run({ processes: 2 });
} else {
  for (const work of ['idle', 'compute']) {
    for (const signal of ['SIGKILL', 'SIGTERM']) {
      removeMarks('pids');
      let left = [];
      await again([work], {
        meanwhile: async (parent) => {
          await marked('pids', 2);
          parent.kill(signal);
          const pids = marks('pids').map(Number);
          for (let waited = 0; waited < 2000 && (left = pids.filter(isThere)).length > 0; waited += 100)
            await pause(100);
          for (const pid of left) process.kill(pid, 'SIGKILL');
        },
      });
      check(`left of 2 at ${work}, ${signal}`, left.length, 0);
    }
  }
}
