import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { KINDS } from './kinds.js';
import { program } from './programs.js';

const LINES = 300;
const MUCH = 2_000_000;

function linesOf(word: string, calls: number): string[] {
  const lines = Array.from({ length: LINES }, (_, n) => `${word} ${n}`);
  return Array.from({ length: calls }, () => lines).flat();
}

describe.each(KINDS)('what functions print in %s', (kind) => {
  it.each<[string, string, number]>([
    ['returns', 'to its end', 1],
    ['throws', 'to its end', 1],
    ['exits', 'to its end', 2],
    ['throws outside a call', 'to its end', 2],
    ['spins', 'in time', 1],
    ['waits', 'in time', 1],
    ['spins', 'aborted', 1],
    ['waits', 'aborted', 1],
  ])('is there when the run has ended: a call that %s, %s', async (end, how, calls) => {
    const { code, stdout, stderr } = await program('prints.mjs', [kind, end, how]);
    const told = stderr.split('\n').filter((line) => line.startsWith('err'));
    expect(stdout.split('\n').slice(0, -1)).toEqual(linesOf('out', calls));
    expect(told).toEqual(linesOf('err', calls));
    expect(code).toBe(0);
  });

  it.each([
    ['returns', 1],
    ['exits', 2],
  ])('is there, all of it, when it is read slowly: of a call that %s', async (end, calls) => {
    const path = fileURLToPath(new URL('../../fixtures/programs/prints.mjs', import.meta.url));
    const child = spawn(process.execPath, [path, kind, end, 'much']);
    child.stderr.resume();
    let length = 0;
    for await (const chunk of child.stdout) {
      length += (chunk as Buffer).length;
      await sleep(20);
    }
    expect(length).toBe(MUCH * calls);
  });
});
