import { describe, expect, it } from '@jest/globals';
import { KINDS } from './kinds.js';
import { ahead, leftAfter, program, type Ended } from './programs.js';

const ENDS: readonly (readonly [string, string, unknown[]])[] = [
  ['completes', 'completed', [1, 2]],
  ['has nothing to do', 'completed', []],
  ['is stopped', 'completed', []],
  ['is aborted at once', 'called off', []],
  ['is aborted while its workers start', 'called off', []],
  ['is aborted in an endless loop', 'called off', []],
  ['is aborted in a call that never ends', 'called off', []],
];

describe.each(KINDS)('a program that runs %s', (kind) => {
  const ended = (file: string, ...args: string[]): (() => Promise<Ended>) =>
    ahead(() => program(file, [kind, ...args]));

  it.each(ENDS.map((end) => [...end, ended('settles.mjs', end[0])] as const))(
    'exits by itself, soon, when a run %s',
    async (_how, word, results, settled) => {
      const { code, stdout, stderr } = await settled();
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const told = JSON.parse(stdout);
      expect({ ...told, results: told.results.toSorted() }).toMatchObject({ word, results });
      expect(told.toSettle).toBeLessThan(150); // ticks of 10 ms
      expect(told.toExit).toBeLessThan(50);
    },
  );

  const failed = ended('settles.mjs', 'fails beside its workers');
  it('exits by itself, soon, when a run fails beside its workers', async () => {
    const { code, stdout } = await failed();
    expect(code).toBe(0);
    expect(JSON.parse(stdout).word).toMatch(/failed/);
  });

  const listened = ended('listeners.mjs');
  it('has no listeners that it had not before', async () => {
    const { stdout } = await listened();
    const [before, ...later] = JSON.parse(stdout) as number[][];
    expect(later).toEqual([before, before, before]);
  });

  it.each(['spins', 'waits'])('is ended by Ctrl-C like any other, in a call that %s', async (fault) => {
    let children: number[] = [];
    const { code, signal } = await program('interrupted.mjs', [kind, fault], (line, interrupt) => {
      children = JSON.parse(line).slice(1);
      interrupt();
    });
    expect({ code, signal }).toEqual({ code: null, signal: 'SIGINT' });
    expect(children).toHaveLength(kind === 'threads' ? 0 : 2);
    expect(await leftAfter(1000, children)).toEqual([]);
  });

  const starved = ended('open-input.mjs');
  it('is not kept alive by workers that have nothing to do', async () => {
    const { code, stdout, stderr } = await starved();
    expect(stdout).toBe('got 1\n');
    expect(stderr).toContain('still waits: queue "inputs" was never closed');
    expect(code).toBe(13); // Node's, for a top-level await that nothing will end
  });

  const ranTwice = ended('twice.mjs');
  it('can run pipelines one after the other, and one beside the other', async () => {
    const { code, stdout } = await ranTwice();
    expect(JSON.parse(stdout)).toEqual([[1, 2], [3, 4], [0], [1]]);
    expect(code).toBe(0);
  });
});
