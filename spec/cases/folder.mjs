import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** A folder of the case's own, gone when it ends: a project that has the package. Whatever the case starts knows it too. */
export const folder = (process.env.CASE_FOLDER ??= made());

function made() {
  const path = mkdtempSync(join(tmpdir(), 'skorche-case-'));
  process.on('exit', () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }));
  mkdirSync(join(path, 'node_modules'));
  const library = fileURLToPath(new URL('..', import.meta.resolve('skorche')));
  symlinkSync(library, join(path, 'node_modules', 'skorche'), 'junction');
  writeFileSync(join(path, 'package.json'), '{ "type": "module" }');
  return path;
}

/** Writes a file, and returns its path. */
export function written(name, text) {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** Leaves a mark, and tells how many there are now. */
export function mark(name, text = '.') {
  appendFileSync(join(folder, name), `${text}\n`);
  return marks(name).length;
}

/** The marks that were left. */
export function marks(name) {
  try {
    return readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1);
  } catch {
    return [];
  }
}

export function removeMarks(...names) {
  for (const name of names) rmSync(join(folder, name), { force: true });
}

/** Waits for so many marks. */
export async function marked(name, count) {
  while (marks(name).length < count) await pause(20);
}
