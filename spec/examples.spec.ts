import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import * as skorche from 'skorche';

/**
 * The examples that users read, compiled against the built package and run.
 *
 * An example is a `ts` block of a document, or what follows `@example` in a doc comment. Unless it
 * imports from skorche itself, all values of the package are in scope, but for names that it imports
 * from elsewhere. Where a statement has `// =>` at the end of its line, its value is compared with what
 * stands behind; each is to be reached once. Every example runs on a default pipeline of its own. One
 * that begins with `// file.ts` is a module, which the others can name as './file.js'.
 */
interface Example {
  readonly file: string;
  /** Where its code begins in the file, from 1. */
  readonly line: number;
  readonly code: string;
}

const root = resolve(import.meta.dirname, '..');
const documents = [
  'README.md',
  'docs/guide.md',
  ...['docs/guide', 'docs/coming-from'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((file) => `${folder}/${file}`),
  ),
];
const library = readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => join('lib', file));

const examplesByFile = [
  ...documents.map((file) => [file, examplesIn(file, /(?<=^```ts\n)[^]*?(?=^```$)/gm)] as const),
  ...library.map((file) => [file, examplesIn(file, /(?<=@example\n)(?: +\*(?: (?!@).*)?\n)+/gm)] as const),
].filter(([, examples]) => examples.length > 0);

function examplesIn(file: string, pattern: RegExp): Example[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
    file,
    line: text.slice(0, index).split('\n').length,
    code: file.endsWith('.ts') ? found.replaceAll(/^ +\* ?/gm, '') : found,
  }));
}

/** The name of a file that the example shows, if it is one that others name. */
function fileOf({ code }: Example): string | undefined {
  return /^\/\/ ([\w-]+)\.ts\n/.exec(code)?.[1];
}

function nameOf(example: Example): string {
  return fileOf(example) ?? `${example.file.replaceAll(/\W+/g, '-')}-${example.line}`;
}

/** The example as a module whose export `$seen` pairs what there was with what was to be; lines keep their numbers. */
function moduleOf(example: Example): string {
  const { line, code } = example;
  if (fileOf(example) !== undefined) return '\n'.repeat(line - 1) + code;
  const imported = [...code.matchAll(/^import \{([^}]+)\} from/gm)];
  const taken = new Set(imported.flatMap(([, names]) => names!.split(/[\s,]+/)));
  const names = Object.keys(skorche)
    .filter((name) => !taken.has(name))
    .join(', ');
  const isProgram = /^import (?!type)[^;]* from 'skorche';/m.test(code);
  const imports = isProgram ? '' : `import { ${names} } from 'skorche';`;
  const checked = code.replaceAll(/^( *)(.+); \/\/ => (.+)$/gm, (_all, indent, statement, expected) => {
    const value = /^console\.log\((.+)\)$/.exec(statement)?.[1] ?? statement;
    return `${indent}$seen.push([${value}, ${expected}]);`;
  });
  return `${imports} export const $seen: [unknown, unknown][] = [];${'\n'.repeat(line - 1)}${checked}`;
}

describe('the examples', () => {
  let folder: string;
  let complaints: string;

  beforeAll(async () => {
    mkdirSync(join(root, 'build'), { recursive: true });
    folder = mkdtempSync(join(root, 'build', 'examples-'));
    for (const [, examples] of examplesByFile) {
      for (const example of examples) {
        writeFileSync(join(folder, `${nameOf(example)}.ts`), moduleOf(example), { flag: 'wx' });
      }
    }
    complaints = await compile(folder);
  }, 60_000);

  afterAll(() => rmSync(folder, { recursive: true }));

  beforeAll(() => void jest.spyOn(console, 'log').mockImplementation(() => {}));
  afterAll(() => void jest.restoreAllMocks());
  afterEach(() => skorche.shutdown());

  describe.each(examplesByFile)('of %s', (_file, examples) => {
    it.each(examples)('give what they say, at line $line', async (example) => {
      const name = nameOf(example);
      expect(complaints.split('\n').filter((line) => line.includes(`${name}.ts(`))).toEqual([]);
      const { $seen: seen = [] } = (await import(join(folder, 'out', `${name}.js`))) as {
        $seen?: [unknown, unknown][];
      };
      expect(seen.map(([actual]) => actual)).toEqual(seen.map(([, expected]) => expected));
      expect(seen).toHaveLength(example.code.split('// =>').length - 1);
    });
  });
});

/** Compiles every module of `folder` into its `out`; resolves with what the compiler said. */
function compile(folder: string): Promise<string> {
  const config = {
    extends: relative(folder, join(root, 'tsconfig.json')),
    compilerOptions: {
      noEmit: false,
      rootDir: '.',
      outDir: 'out',
      paths: {}, // the package as it was built, by its own name
      noUnusedLocals: false,
      noUnusedParameters: false,
    },
    include: ['*.ts'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  return new Promise((done) => {
    execFile(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], (_error, stdout) => done(stdout));
  });
}
