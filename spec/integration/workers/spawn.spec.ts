import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const program = fileURLToPath(new URL('../../fixtures/programs/spawn-fails.mjs', import.meta.url));

/** Runs the program with few files to open. */
function withFewFiles(kind: string, when: string): { stdout: string; stderr: string } {
  const command = 'ulimit -n 100; exec "$0" "$@"';
  const { stdout, stderr } = spawnSync('bash', ['-c', command, process.execPath, program, kind, when], {
    encoding: 'utf8',
  });
  return { stdout: stdout.trim(), stderr };
}

describe('a run whose workers cannot be made', () => {
  // A thread gives back what the next one needs.
  it.each([
    ['threads', 'at the start', 'ERR_WORKER_INIT_FAILED'],
    ['processes', 'at the start', 'EMFILE'],
    ['processes', 'as a replacement', 'EMFILE'],
  ])('fails: %s, %s', (kind, when, reason) => {
    expect(withFewFiles(kind, when)).toEqual({ stdout: `worker-start-failed ${reason}`, stderr: '' });
  });
});
