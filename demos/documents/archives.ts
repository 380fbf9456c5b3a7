import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync, type Zippable } from 'fflate';
import { draw } from './drawings.js';

/** The repository, seen from where this file is compiled to: build/demos/documents. */
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PACKAGES = join(ROOT, 'node_modules');
const PER_ARCHIVE = 80;
const DRAWINGS = 90;

type Files = Map<string, Uint8Array>;

/**
 * Archives to work on, by name, from what is at hand: this repository's own documents, those and the
 * pictures of the packages it is developed with, drawings; and, on purpose, an archive that is
 * broken, a picture that is cut off and a document that isn't text.
 */
export async function makeArchives(): Promise<Map<string, Uint8Array>> {
  const [own, documents, pictures] = await Promise.all([
    read(ROOT, await findOwn()),
    read(PACKAGES, await find(PACKAGES, /\.(md|markdown|txt|html?)$/i)),
    read(PACKAGES, await find(PACKAGES, /\.(png|jpe?g)$/i)),
  ]);
  const drawings = await Promise.all(Array.from({ length: DRAWINGS }, (_, i) => draw(i, DRAWINGS)));
  for (const { name, bytes } of drawings) pictures.set(`drawings/${name}`, bytes);
  const { bytes } = drawings[0]!;
  pictures.set('drawings/cut-off.jpg', bytes.subarray(0, bytes.length / 2));
  own.set(
    'not-text.md',
    Uint8Array.from({ length: 512 }, (_, i) => 255 - (i % 256)),
  );
  own.set('without-words.md', Buffer.from('# 1\n\n---\n\n2 + 2 = 4\n'));

  const archives = new Map([['skorche.zip', zip(own)]]);
  chunks(documents).forEach((files, i) => archives.set(`packages-${i + 1}.zip`, zip(files)));
  chunks(pictures).forEach((files, i) => archives.set(`pictures-${i + 1}.zip`, zip(files)));
  const whole = archives.get('skorche.zip')!;
  return archives.set('broken.zip', whole.subarray(0, whole.length / 2));
}

async function findOwn(): Promise<string[]> {
  const [top, docs] = await Promise.all([readdir(ROOT), find(join(ROOT, 'docs'), /\.md$/)]);
  return [...top.filter((name) => /^[A-Z]+(\.md)?$/.test(name)), ...docs.map((name) => join('docs', name))];
}

/** Paths of the files below `folder` whose names match, relative to it, in a fixed order. */
async function find(folder: string, names: RegExp): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && names.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted();
}

async function read(folder: string, paths: readonly string[]): Promise<Files> {
  const contents = await Promise.all(paths.map((path) => readFile(join(folder, path))));
  return new Map(paths.map((path, i) => [path.replaceAll('\\', '/'), contents[i]!]));
}

function chunks(files: Files): Files[] {
  const all = [...files];
  const count = Math.ceil(all.length / PER_ARCHIVE);
  return Array.from({ length: count }, (_, i) => new Map(all.slice(i * PER_ARCHIVE, (i + 1) * PER_ARCHIVE)));
}

function zip(files: Files): Uint8Array {
  const zippable: Zippable = {};
  for (const [name, bytes] of files)
    zippable[name] = [bytes, { level: /\.(png|jpe?g)$/i.test(name) ? 0 : 6 }];
  return zipSync(zippable);
}
