// A call that was over in time does not time out because the main thread was busy when its answer came.
import { map, Pipeline, processes, sink, threads } from 'skorche';
import { check } from '../verdict.mjs';

for (const [kind, from] of Object.entries({ threads, processes })) {
  const { same } = from(new URL('../modules/plain.mjs', import.meta.url));
  const pipeline = new Pipeline();
  const problems = pipeline.queue();
  const results = map(same, pipeline.queue({ from: Array(12).keys() }), { timeout: 300, onError: problems });
  sink(() => {
    for (const end = performance.now() + 600; performance.now() < end;);
  }, results);
  await pipeline.run({ [kind]: 2 });
  check(
    `${kind}: what timed out`,
    problems.flush().map(({ item }) => item),
    [],
  );
}
