// Looks for files of lib/ that import themselves by way of others, types counted in.
import { fileURLToPath } from 'node:url';
import madge from 'madge';

/** A queue tells which pipeline it is of, and a pipeline makes queues. */
const ALLOWED = 'pipeline.ts > queue.ts';

const lib = fileURLToPath(new URL('../lib', import.meta.url));
const modules = await madge(lib, {
  fileExtensions: ['ts'],
  tsConfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)),
  detectiveOptions: { ts: { skipTypeImports: false } },
});
const circles = modules.circular().map((circle) => circle.join(' > '));
const refused = circles.filter((circle) => circle !== ALLOWED);
for (const circle of refused) console.error(circle);
console.log(
  `${Object.keys(modules.obj()).length} files, ${refused.length} circles besides that of queue and pipeline`,
);
process.exitCode = refused.length > 0 ? 1 : 0;
