import { columns } from '../progress/columns.js';
import type { Command } from './command.js';
import { load } from './load.js';
import { inLine } from '../progress/words.js';

/** Tells what `check()` finds in a pipeline; 1 when there is an error among it. */
export async function check({ module }: Command): Promise<number> {
  const findings = (await load(module)).check();
  const rows = findings.map(({ severity, code, message }) => [severity, code, inLine(message)]);
  const lines = rows.length === 0 ? ['Nothing found.'] : columns(rows, () => true);
  process.stdout.write(`${lines.join('\n')}\n`);
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}
