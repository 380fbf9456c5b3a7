// How long does a program take that only imports the library?
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Question, Side } from './harness/question.js';

const start = promisify(execFile);
const HERE = new URL('.', import.meta.url);

/** A program of one line, run in a process of its own. */
function program(name: string, line: string, rest: Partial<Side> = {}): Side {
  const args = ['--input-type=module', '--eval', line];
  const run = async (size: number) => {
    for (let i = 0; i < size; i++) await start(process.execPath, args, { cwd: HERE });
    return { check: size };
  };
  return { name, ...rest, load: async () => run };
}

export const question: Question = {
  title: 'Import',
  work: 'A program that imports the library and ends. The time that Node itself takes is part of it.',
  sizes: [1],
  per: 'programs',
  figure: { name: 'time a program', unit: 'ms', of: ({ ms }) => ms },
  sides: [
    program('skorche', "import 'skorche';"),
    program('RxJS', "import 'rxjs';"),
    program('an empty program', '', { isYardstick: true }),
  ],
  bars: [{ asked: "at most 1.3 times RxJS's alone", against: 'RxJS', atMost: 1.3 }],
};
