import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

describe('what a thread has replied', () => {
  it('is let go of while the thread lives on', async () => {
    const program = fileURLToPath(new URL('replies.mjs', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', program]);
    const { seen, grown } = JSON.parse(stdout) as { seen: number; grown: number };
    expect(seen).toBe(200_000);
    expect(grown).toBeLessThan(3); // megabytes, while 150,000 records pass
  }, 180_000);
});
