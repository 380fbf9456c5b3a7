// Makes the code of dist/ from lib/; tsc makes its types. Files that are found on disk by a URL keep their paths.
import { readdirSync, readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

const LIB = fileURLToPath(new URL('lib', import.meta.url));
const { dependencies, peerDependencies } = JSON.parse(
  readFileSync(new URL('package.json', import.meta.url), 'utf8'),
);
const IS_OF_PACKAGE = new RegExp(
  `^(?:${Object.keys({ ...dependencies, ...peerDependencies }).join('|')})(?:/|$)`,
);

/** What the package offers, and its command. */
const OFFERED = ['index', 'otel/index', 'progress/index', 'testing/index', 'cli/main'];

/** The file of all that `import 'skorche'` needs: what the others need of it is there, too, and it is found and read at once. */
const CORE = 'core';

/** What workers start with: one file each, with all that it needs. */
const IN_WORKERS = [
  'executors/threads/worker-thread',
  'executors/processes/worker-process',
  'executors/processes/parent-watch',
];

await bundle(OFFERED, {
  external: IS_OF_PACKAGE,
  output: {
    cleanDir: true,
    codeSplitting: { groups: [{ name: coreOf(`${LIB}/index.ts`), debugName: CORE }] },
  },
});
for (const path of IN_WORKERS) await bundle([path], {});

async function bundle(paths, { output, ...options }) {
  await build({
    input: Object.fromEntries(paths.map((path) => [path, `${LIB}/${path}.ts`])),
    platform: 'node',
    tsconfig: false,
    transform: { target: 'node20.19' },
    checks: { eval: false }, // of threads.js, which gets something better where it would
    ...options,
    output: {
      dir: fileURLToPath(new URL('dist', import.meta.url)),
      chunkFileNames,
      sourcemap: true,
      comments: { legal: true, annotation: true, jsdoc: false },
      postBanner: ({ moduleIds }) => licences(moduleIds),
      ...output,
    },
  });
}

/** Puts into the core what is imported from an entry, directly or not, when that is loaded. */
function coreOf(entry) {
  let needed;
  return (id, bundled) => {
    needed ??= new Set([entry]);
    for (const one of needed)
      for (const next of bundled.getModuleInfo(one)?.importedIds ?? []) needed.add(next);
    return needed.has(id) ? CORE : null;
  };
}

/** What is loaded when first needed stands where its source does: it may find others on disk. */
function chunkFileNames({ name, facadeModuleId }) {
  if (name === CORE || facadeModuleId === null) return `${name}.js`;
  return `${relative(LIB, facadeModuleId).replaceAll(sep, '/').replace(/\.ts$/, '')}.js`;
}

/** The licences of the packages that a file has code of. */
function licences(moduleIds) {
  const folders = new Set(
    moduleIds.map((id) => /^.*node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0]),
  );
  return [...folders]
    .filter((folder) => folder !== undefined)
    .map(licence)
    .join('\n');
}

function licence(folder) {
  const { name, version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  if (file === undefined) throw new Error(`${name} has no licence to keep with its code`);
  return `/*!\n${name} ${version}\n\n${readFileSync(`${folder}/${file}`, 'utf8').trim()}\n*/`;
}
