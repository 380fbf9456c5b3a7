import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

/** Runs a program of `fixtures`, against the built package, to its end. */
function play(name: string): Promise<{ stdout: string; stderr: string }> {
  const program = fileURLToPath(new URL(`../fixtures/${name}.mjs`, import.meta.url));
  return promisify(execFile)(process.execPath, [program]);
}

const said = (why: string): string =>
  `skorche: the process ends while pipeline "default" still waits: ${why}.`;

const firstLineOf = (text: string): string => text.split('\n')[0]!;

describe('a process whose event loop runs dry while a run still waits', () => {
  it('says which queue was never closed', async () => {
    const { stderr } = await play('open-inputs');
    expect(firstLineOf(stderr)).toBe(
      said(
        'queue "letters" was never closed (end it with close()), queue "numbers" was never closed (end it with close())',
      ),
    );
  });

  it('explains what each node waits for, once', async () => {
    const { stderr } = await play('open-inputs');
    expect(stderr.match(/input "letters": open, waits for what feeds it/g)).toHaveLength(1);
    expect(stderr).toContain('task 2: waits for items from input "numbers"');
  });

  it('says whose reader has stopped reading', async () => {
    const { stderr } = await play('idle-reader');
    expect(firstLineOf(stderr)).toBe(said('what reads queue "numbers" has stopped reading'));
  });

  it('says that a task was never answered, and fails the run', async () => {
    const { stderr, stdout } = await play('unanswered');
    expect(firstLineOf(stderr)).toBe(said('1 call of task 1 is not answered'));
    expect(stdout).toBe('stalled\n');
  });
});

describe('a process whose runs have ended', () => {
  it('has nothing left behind: no listeners, no words, nothing that keeps it alive', async () => {
    const { stdout, stderr } = await play('ended');
    expect(JSON.parse(stdout)).toEqual({ before: {}, after: {} });
    expect(stderr).toBe('');
  });
});
