// Workers of a program that is text inherit the program's flags.
import { pathToFileURL } from 'node:url';
import { called } from '../again.mjs';
import { written } from '../folder.mjs';
import { check } from '../verdict.mjs';

const preload = written('preload.mjs', 'globalThis.preloaded = 1;');
const module = written('module.mjs', 'export const seen = () => globalThis.preloaded + typeof gc;');
const text = (kind) => `
  const { map, Pipeline, ${kind} } = await import(${JSON.stringify(import.meta.resolve('skorche'))});
  const pipeline = new Pipeline();
  const results = map(${kind}(new URL('${pathToFileURL(module).href}')).seen, pipeline.queue({ from: [1] }));
  await pipeline.run({ ${kind}: 1 });
  console.log(...results.flush());
`;
const flags = [
  '--import',
  pathToFileURL(preload).href,
  '--expose-gc',
  '--max-old-space-size=500',
  '--input-type=module',
];
for (const kind of ['threads', 'processes']) {
  const { stdout, stderr } = await called(process.execPath, [...flags, '-e', text(kind)]);
  check(kind, stdout || stderr, '1function');
}
