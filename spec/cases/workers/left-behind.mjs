// A promise that a call left behind and that rejects later: no item is blamed for it.
// Reported as josdejong/workerpool#511 and #431.
import { map, Pipeline, processes, threads } from 'skorche';
import { check } from '../verdict.mjs';

for (const [kind, from] of Object.entries({ threads, processes })) {
  for (const name of ['leaveOnce', 'leave']) {
    const pipeline = new Pipeline();
    const problems = pipeline.queue();
    const tasks = from(new URL('../modules/ends.mjs', import.meta.url));
    const results = map(tasks[name], pipeline.queue({ from: Array(10).keys() }), { onError: problems });
    await pipeline
      .run({ [kind]: 2 })
      .catch(({ message }) => check(`${kind}, ${name}: the run`, message, undefined));
    const blamed = problems.flush().map(({ item, error }) => `${item}: ${error.message}`);
    check(`${kind}, ${name}: who is blamed`, blamed, []);
    check(`${kind}, ${name}: results`, results.flush().length, 10);
  }
}
