import { columns } from '../progress/columns.js';
import type { Command } from './command.js';
import { load } from './load.js';
import { print } from './print.js';
import { inLine } from '../preview.js';

/** Tells what `check()` finds in a pipeline; 1 when there is an error among it. */
export async function check({ module }: Command): Promise<number> {
  const findings = (await load(module)).check();
  const rows = findings.map(({ severity, code, message }) => [severity, code, inLine(message)]);
  const lines = rows.length === 0 ? ['Nothing found.'] : columns(rows, () => true);
  await print(`${lines.join('\n')}\n`);
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}
