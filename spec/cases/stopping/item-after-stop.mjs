// What the pending `next()` of a source still brings after `stop()` is worked off, or counted.
// Reported as bbc/sqs-consumer#567 and cashapp/misk#3892.
import { setTimeout as pause } from 'node:timers/promises';
import { Pipeline, sink } from 'skorche';
import { check } from '../verdict.mjs';

for (const ms of [0, 200]) {
  const pipeline = new Pipeline();
  let received = 0;
  let done = 0;
  async function* consume() {
    for (;;) {
      await pause(50);
      yield ++received;
    }
  }
  sink(
    async () => {
      await pause(ms);
      done++;
    },
    pipeline.queue({ from: consume() }),
    { concurrency: 10 },
  );
  const running = pipeline.run();
  await pause(175);
  const report = await running.stop();
  await pause(100);
  const [source] = report.nodes;
  check(`work of ${ms} ms: worked off or discarded`, done + source.discarded, received);
}
