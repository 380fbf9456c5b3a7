import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { pathToFileURL } from 'node:url';

/** Where the numbers were taken, as rows of a table. */
export function machine(): string[][] {
  return [
    ['processor', cpus()[0]?.model.trim() ?? 'unknown'],
    ['cores', String(availableParallelism())],
    ['memory', `${(totalmem() / 1024 ** 3).toFixed(0)} GB`],
    ['system', `${type()} ${release()}, ${process.arch}`],
    ['Node', `${process.version}, V8 ${process.versions.v8}`],
  ];
}

/** Whom we compare with, and what happens there when a source is faster than what follows. */
const PEERS: readonly (readonly [name: string, backPressure: string])[] = [
  ['skorche', 'yes: queues have a capacity'],
  ['rxjs', '**none**: what is pushed too fast waits in the buffers of operators, without bound'],
  ['p-map', 'the input is read as calls end; `pMap` keeps all results, `pMapIterable` bounds them'],
  ['effect', 'yes: streams are pulled, in chunks'],
  ['streaming-iterables', 'yes: iterables are pulled'],
  [
    'piscina',
    '**none of its own**: calls wait in its queue, without bound unless told; here 16 are made at a time',
  ],
  ['tinypool', '**none of its own**: the same'],
  ['Node streams', 'yes: high-water marks'],
];

export function peers(): string[][] {
  return PEERS.map(([name, backPressure]) => [name, versionOf(name), backPressure]);
}

/** Of the package as it is installed; not every one lets its package.json be imported. */
function versionOf(name: string): string {
  if (name === 'Node streams') return process.version.slice(1);
  const require = createRequire(import.meta.url);
  for (const folder of require.resolve.paths(name)!) {
    const manifest = readManifest(`${folder}/${name}/package.json`);
    if (manifest !== undefined) return manifest.version;
  }
  throw new Error(`${name} is not installed`);
}

function readManifest(file: string): { version: string } | undefined {
  try {
    return JSON.parse(readFileSync(pathToFileURL(file), 'utf8')) as { version: string };
  } catch {
    return undefined;
  }
}
