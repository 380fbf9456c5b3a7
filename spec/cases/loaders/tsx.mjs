// tsx runs all of TypeScript, in processes and for the command; in threads too, by itself or when it is registered there.
import { pathToFileURL } from 'node:url';
import { called } from '../again.mjs';
import { command } from '../command.mjs';
import { written } from '../folder.mjs';
import { isFrom, programOn } from '../typescript.mjs';
import { check } from '../verdict.mjs';

const tsx = import.meta.resolve('tsx');
const tsxCommand = new URL('./cli.mjs', tsx).pathname;
const api = JSON.stringify(import.meta.resolve('tsx/esm/api'));
const inThreads = pathToFileURL(
  written('tsx-in-threads.mjs', `import { register } from ${api};\nregister();\n`),
);
const env = { NODE_OPTIONS: `--import ${tsx} --import ${inThreads}` };
const works = async (args, options) =>
  (await called(process.execPath, args, options)).stdout.startsWith('42');

for (const kind of ['threads', 'processes']) {
  const program = programOn(kind, 'full');
  check(
    `${kind}: alone`,
    await works([tsxCommand, program]),
    kind === 'processes' || isFrom([22, 22, 3], [24, 11, 1]),
  );
  check(`${kind}: registered in threads`, await works([tsxCommand, '--import', `${inThreads}`, program]));
  check(`${kind}: the command`, await works([command, 'run', program], { env }));
}
