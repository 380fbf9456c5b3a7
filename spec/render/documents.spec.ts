import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const PICTURES = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));

describe('the pictures of the documents', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'skorche-pictures-'));
    await promisify(execFile)(process.execPath, [join(PICTURES, 'draw.mjs'), folder]);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('are as `npm run pictures` draws them', async () => {
    const names = (await readdir(PICTURES)).filter((name) => name.endsWith('.svg'));
    expect(names).toEqual(await readdir(folder));
    for (const name of names) {
      expect(await readFile(join(PICTURES, name), 'utf8')).toBe(await readFile(join(folder, name), 'utf8'));
    }
  });
});
