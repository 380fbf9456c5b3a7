import { written } from './folder.mjs';

// Programs in TypeScript that are pipelines too, with their worker modules in TypeScript.

written('two.ts', 'export const two: number = 2;');
const MODULES = {
  /** What Node runs by itself. */
  erasable: `import { two } from './two.ts';
export const double = (n: number): number => n * two;`,
  /** What it doesn't. */
  full: `import { two } from './two.js';
enum Zero { Zero }
export const double = (n: number): number => n * two + Zero.Zero;`,
};

/** The file of a program that prints 42 first, if the module runs on workers of that kind. */
export function programOn(kind, module) {
  written(`${module}.ts`, MODULES[module]);
  return written(
    `${module}-${kind}.ts`,
    `import { map, Pipeline, ${kind} } from 'skorche';
const tasks = ${kind}<{ double(n: number): number }>(new URL('./${module}.ts', import.meta.url));
const pipeline: Pipeline = new Pipeline();
const doubled = map(tasks.double, pipeline.queue({ from: [21] }));
doubled.subscribe({ next: (n: number) => console.log(n), error: () => {} });
if (process.argv[1] === import.meta.filename) pipeline.run({ ${kind}: 1 }).catch(({ message }) => console.log(message));
export default pipeline;`,
  );
}

const [major, minor, patch] = process.versions.node.split('.').map(Number);

/** Whether this Node is one of these lines from that version on, or a later line than all of them. */
export function isFrom(...versions) {
  const own = versions.find(([line]) => line === major);
  if (own === undefined) return major > Math.max(...versions.map(([line]) => line));
  return minor > own[1] || (minor === own[1] && patch >= own[2]);
}
