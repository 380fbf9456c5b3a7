import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { KINDS } from './kinds.js';

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../fixtures/programs/${name}`, import.meta.url));

describe.each(KINDS)('worker modules in TypeScript on %s', (kind) => {
  it('run where a loader given with --import runs the program', async () => {
    const args = ['--import', fixture('strip-types.mjs'), fixture('typed.ts'), kind];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    expect(JSON.parse(stdout)).toEqual([2, 4]);
  });
});
