// Once a worker has opened, another that dies while it starts is replaced like any other.
import { map, Pipeline, processes, threads } from 'skorche';
import { removeMarks } from '../folder.mjs';
import { check } from '../verdict.mjs';

for (const [kind, from] of Object.entries({ threads, processes })) {
  removeMarks('starts', 'deaths');
  const { work } = from(new URL('../modules/starts.mjs', import.meta.url));
  const pipeline = new Pipeline();
  const results = map(work, pipeline.queue({ from: Array(100).keys() }));
  const error = await pipeline.run({ [kind]: 2 }).then(
    () => undefined,
    ({ message }) => message,
  );
  check(`${kind}: how it ended`, error, undefined);
  check(`${kind}: results`, results.flush().length, 100);
}
