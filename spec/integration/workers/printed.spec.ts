import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { KINDS } from './kinds.js';
import { ahead, program } from './programs.js';

const LINES = 300;
const MUCH = 2_000_000;

function linesOf(word: string, calls: number): string[] {
  const lines = Array.from({ length: LINES }, (_, n) => `${word} ${n}`);
  return Array.from({ length: calls }, () => lines).flat();
}

/** Bytes that a program prints, where they are read slowly. */
async function readSlowly(...args: string[]): Promise<number> {
  const path = fileURLToPath(new URL('../../fixtures/programs/prints.mjs', import.meta.url));
  const child = spawn(process.execPath, [path, ...args]);
  child.stderr.resume();
  let length = 0;
  for await (const chunk of child.stdout) {
    length += (chunk as Buffer).length;
    await sleep(20);
  }
  return length;
}

const ENDS: readonly (readonly [string, string, number])[] = [
  ['returns', 'to its end', 1],
  ['throws', 'to its end', 1],
  ['exits', 'to its end', 2],
  ['throws outside a call', 'to its end', 2],
  ['spins', 'in time', 1],
  ['waits', 'in time', 1],
  ['spins', 'aborted', 1],
  ['waits', 'aborted', 1],
];
const ENDS_OF_MUCH: readonly (readonly [string, number])[] = [
  ['returns', 1],
  ['exits', 2],
];

describe.each(KINDS)('what functions print in %s', (kind) => {
  it.each(
    ENDS.map(
      ([end, how, calls]) => [end, how, calls, ahead(() => program('prints.mjs', [kind, end, how]))] as const,
    ),
  )('is there when the run has ended: a call that %s, %s', async (_end, _how, calls, ended) => {
    const { code, stdout, stderr } = await ended();
    const told = stderr.split('\n').filter((line) => line.startsWith('err'));
    expect(stdout.split('\n').slice(0, -1)).toEqual(linesOf('out', calls));
    expect(told).toEqual(linesOf('err', calls));
    expect(code).toBe(0);
  });

  it.each(
    ENDS_OF_MUCH.map(([end, calls]) => [end, calls, ahead(() => readSlowly(kind, end, 'much'))] as const),
  )('is there, all of it, when it is read slowly: of a call that %s', async (_end, calls, length) => {
    expect(await length()).toBe(MUCH * calls);
  });
});
