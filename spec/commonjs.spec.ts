import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

/**
 * The examples for CommonJS, run with the built package. Each begins with the name of its file; a
 * `console.log(…); // => …` prints what stands behind.
 */
const root = resolve(import.meta.dirname, '..');
const text = readFileSync(join(root, 'docs/guide/commonjs.md'), 'utf8');
const examples = [...text.matchAll(/^```js\n\/\/ (\S+\.cjs)\n([^]*?)^```$/gm)].map(([, file, code]) => ({
  file: file!,
  code: code!,
  expected: [...code!.matchAll(/^ *console\.log\(.+\); \/\/ => (.+)$/gm)].map(([, value]) => value!),
}));

describe('the CommonJS examples', () => {
  let folder: string;

  beforeAll(() => {
    mkdirSync(join(root, 'build'), { recursive: true });
    folder = mkdtempSync(join(root, 'build', 'commonjs-'));
    for (const { file, code } of examples) writeFileSync(join(folder, file), code, { flag: 'wx' });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are all that the page has', () => {
    expect(examples).toHaveLength(text.split('```js').length - 1);
    expect(examples.flatMap(({ expected }) => expected)).toHaveLength(text.split('// =>').length - 1);
  });

  it.each(examples.filter(({ expected }) => expected.length > 0))(
    'print what they say: $file',
    async ({ file, expected }) => {
      const { stdout } = await promisify(execFile)(process.execPath, [join(folder, file)]);
      const printed = stdout.trimEnd().split('\n');
      expect(printed.map((line) => line.replaceAll(' ', ''))).toEqual(
        expected.map((value) => value.replaceAll(' ', '')),
      );
    },
  );
});
