import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Runs a program of this folder in a process of its own; returns what it printed, as JSON. */
export async function inChild<T>(program: string): Promise<T> {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', file]);
  return JSON.parse(stdout) as T;
}
