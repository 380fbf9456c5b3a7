// A task without a name of its own is called by the name that its output was given.
import { filter, map, Pipeline } from 'skorche';
import { check } from '../verdict.mjs';

const pipeline = new Pipeline();
const lines = pipeline.queue({ name: 'lines', from: ['1', '2', 'x'] });
const rows = map((line) => JSON.parse(line), lines, { name: 'parse rows', concurrency: 4 });
map(
  (n) => n * 2,
  filter((n) => n > 1, rows, { name: 'good' }),
  { name: 'double' },
);
const running = pipeline.run();
const error = await running.catch((reason) => reason);
const labels = running.snapshot().nodes.map(({ label }) => label);
check("the failed task's name", error.task, 'parse rows');
check('the tasks', [labels[1], labels.at(-1)], ['parse rows', 'double']);
