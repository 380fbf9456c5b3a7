import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { useFolder } from '../workers/folder.js';
import { KINDS } from '../workers/kinds.js';
import { ahead, program } from '../workers/programs.js';

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

/** Every signal, with what comes of it. */
function withEach(
  kind: string,
  send: (signal: NodeJS.Signals, self: number, children: readonly number[]) => void,
): readonly (readonly [NodeJS.Signals, () => Promise<unknown>])[] {
  return SIGNALS.map((signal) => [
    signal,
    ahead(() => interrupted(kind, (self, children) => send(signal, self, children))),
  ]);
}

function toGroup(signal: NodeJS.Signals, self: number): void {
  process.kill(-self, signal);
}

function toEach(signal: NodeJS.Signals, self: number, children: readonly number[]): void {
  expect(children).toHaveLength(2);
  for (const pid of [...children, self]) process.kill(pid, signal);
}

describe.each(KINDS)('a program that stops its run on %s', (kind) => {
  it.each(withEach(kind, toGroup))(
    'works off what is in when %s goes to its group, as Ctrl-C does',
    async (_signal, told) => {
      expect(await told()).toEqual(ALL_ONCE);
    },
  );
});

describe('a program that stops its run on processes', () => {
  it.each(withEach('processes', toEach))(
    'works off what is in when %s goes to each, as a service manager does',
    async (_signal, told) => {
      expect(await told()).toEqual(ALL_ONCE);
    },
  );
});
