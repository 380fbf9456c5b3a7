import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

describe('many attempts with timeouts at a time', () => {
  it('are all told of the end of the run, and Node warns of no leak', async () => {
    const program = fileURLToPath(new URL('listeners.mjs', import.meta.url));
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [program]);
    expect(stdout).toBe('30\n');
    expect(stderr).toBe('');
  });
});
