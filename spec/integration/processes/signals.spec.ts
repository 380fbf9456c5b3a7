import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { useFolder } from '../workers/folder.js';
import { KINDS } from '../workers/kinds.js';
import { program } from '../workers/programs.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const folder = useFolder();

/** Signals a program that stops its run then: what its functions were called with, and what it said at the end. */
async function interrupted(
  kind: string,
  interrupt: (self: number, children: readonly number[]) => void,
): Promise<{ calls: string[]; told: unknown }> {
  const log = folder.mark();
  const { code, stdout, stderr } = await program('stops.mjs', [kind, '4', log], (line) => {
    const heard: unknown = JSON.parse(line);
    if (Array.isArray(heard)) interrupt(heard[0], heard.slice(1));
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const told = JSON.parse(stdout.split('\n')[1]!) as { results: number[]; died: number };
  const calls = readFileSync(log, 'utf8').trim().split('\n');
  return { calls: calls.toSorted(), told: { ...told, results: told.results.toSorted() } };
}

const ALL_ONCE = { calls: ['0', '1', '2', '3'], told: { results: [0, 1, 2, 3], died: 0 } };

describe.each(KINDS)('a program that stops its run on %s', (kind) => {
  it.each(SIGNALS)('works off what is in when %s goes to its group, as Ctrl-C does', async (signal) => {
    const group = (self: number): boolean => process.kill(-self, signal);
    expect(await interrupted(kind, group)).toEqual(ALL_ONCE);
  });
});

describe('a program that stops its run on processes', () => {
  it.each(SIGNALS)('works off what is in when %s goes to each, as a service manager does', async (signal) => {
    const each = (self: number, children: readonly number[]): void => {
      expect(children).toHaveLength(2);
      for (const pid of [...children, self]) process.kill(pid, signal);
    };
    expect(await interrupted('processes', each)).toEqual(ALL_ONCE);
  });
});
