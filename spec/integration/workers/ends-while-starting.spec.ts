import { fileURLToPath } from 'node:url';
import { dirname } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { useFolder } from './folder.js';
import { KINDS } from './kinds.js';
import { leftAfter, program } from './programs.js';

interface Line {
  readonly how: string;
  readonly when: string;
  readonly ended: string;
  readonly missing: number;
  readonly discarded: number;
  readonly pids: readonly number[];
}

const ENDS = {
  stop: 'stopped',
  shutdown: 'stopped',
  abort: 'enough',
  'stop within no time': 'AbortError',
};
const MOMENTS = ['some turns later', 'while they import'];

const folder = useFolder();

describe.each(KINDS)('a run that is ended while its %s start', (kind) => {
  it('works off what is in, or is cut short by imports that never end; no worker is left', async () => {
    const path = dirname(fileURLToPath(folder.file('here.mjs', '')));
    const { code, stdout, stderr } = await program('ends-while-starting.mjs', [kind, path]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' }); // it ended by itself: nothing kept it
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    const told = lines.map(({ how, when, ended, missing }) => ({ how, when, ended, missing }));
    const expected = Object.entries(ENDS).flatMap(([how, ended]) => {
      const moments = how === 'stop within no time' ? MOMENTS : ['at once', ...MOMENTS];
      return moments.map((when) => ({ how, when, ended, missing: 0 }));
    });
    expect(told).toHaveLength(expected.length);
    expect(told).toEqual(expect.arrayContaining(expected));
    const workedOff = lines.filter(({ ended }) => ended === 'stopped');
    expect(workedOff.map(({ discarded }) => discarded)).toEqual(workedOff.map(() => 0));
    const pids = kind === 'processes' ? lines.flatMap((line) => line.pids) : [];
    expect(await leftAfter(1000, pids)).toEqual([]);
  });
});
