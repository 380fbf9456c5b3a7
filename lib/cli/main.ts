#!/usr/bin/env node
import { readFile } from 'node:fs/promises';
import { inspect } from 'node:util';
import { reasonOf, type PipelineError } from '../errors.js';
import { printable } from '../preview.js';
import { CallError } from './call-error.js';
import { check } from './check.js';
import { commandOf, USAGE } from './command.js';
import { print } from './print.js';
import { render } from './render.js';
import { run } from './run.js';

const VERBS = { run, render, check };

async function main(args: readonly string[]): Promise<number> {
  const [first] = args;
  if (args.includes('--help') || args.includes('-h') || first === 'help') {
    await print(USAGE);
    return 0;
  }
  if (first === '--version' || first === '-v') {
    const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
    await print(`${version}\n`);
    return 0;
  }
  const command = commandOf(args);
  return await VERBS[command.verb](command);
}

/** Without its stack, which is of no use to who only calls the command. */
function tell(error: unknown, isDebug: boolean): number {
  const text = isDebug ? inspect(error) : reasonOf(error);
  process.stderr.write(`skorche: ${printable(text)}\n`);
  const isCall = error instanceof CallError || (error as PipelineError | null)?.code === 'invalid-argument';
  if (error instanceof CallError && error.cause === undefined) process.stderr.write('See skorche --help.\n');
  return isCall ? 2 : 1;
}

const args = process.argv.slice(2);
// The reader has seen enough, as in `skorche render … | head`. Of any other error, the writer is told.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') setImmediate(() => process.exit()); // a command that has just ended tells its code first
});
// What it shows meanwhile may lose its reader: the work goes on.
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = 1; // for a module, or a run, that nothing can wake up any more: the process just ends
const tellOfSilence = (): void => {
  process.stderr.write(
    'skorche: there is nothing left to wait for, and no answer: does a promise never settle?\n',
  );
};
process.once('beforeExit', tellOfSilence);
void main(args)
  .catch((error: unknown) => tell(error, args.includes('--debug')))
  .then((code) => {
    process.removeListener('beforeExit', tellOfSilence);
    process.exitCode = code;
    // What the module keeps open, a connection or a timer, is of no use any more.
    process.stdout.write('', () => process.exit());
  });
