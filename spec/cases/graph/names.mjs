// Names with line breaks, and empty ones, are drawn.
import { map, Pipeline, task } from 'skorche';
import { check } from '../verdict.mjs';

for (const name of [
  'a\nb',
  '\nb',
  '\n\n',
  'two\n\nlines',
  'end\n',
  ' ',
  '\\n',
  '\\',
  '"',
  '<b>',
  '\r\n',
  '\0',
]) {
  for (const queues of ['ends', 'named', 'all']) {
    const pipeline = new Pipeline({ name });
    map(
      task((n) => n, { name }),
      pipeline.queue({ name, from: [1] }),
      { name },
    );
    const drawn = await pipeline.toSvg({ queues }).then(
      (svg) => svg.includes('</svg>'),
      ({ cause }) => cause?.message,
    );
    check(`${JSON.stringify(name)}, ${queues}`, drawn);
  }
}
