import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll } from '@jest/globals';

/** How a program of `spec/fixtures/programs` ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Milliseconds after which a program that has not ended is killed. */
const LIMIT = 55_000;

/** Runs a program until it ends; `heard` is told each line that it prints, and can press Ctrl-C. */
export function program(
  file: string,
  args: readonly string[],
  heard: (line: string, interrupt: () => void) => void = () => {},
): Promise<Ended> {
  const path = fileURLToPath(new URL(file, new URL('../../fixtures/programs/', import.meta.url)));
  // A group of its own: a terminal interrupts all of a program's processes at once.
  const child = spawn(process.execPath, [path, ...args], { detached: true });
  const kill = (signal: NodeJS.Signals) => (): boolean => process.kill(-child.pid!, signal);
  const late = setTimeout(kill('SIGKILL'), LIMIT);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const before = stdout.split('\n').length - 1;
    stdout += text;
    for (const line of stdout.split('\n').slice(before, -1)) heard(line, kill('SIGINT'));
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(late);
      resolve({ code, signal, stdout, stderr });
    });
  });
}

/** What is begun ahead, three at a time: each goes on when what is before it in its lane is over. */
const lanes: Promise<unknown>[] = Array.from({ length: 3 }, () => Promise.resolve());
let begun = 0;

/** Begins `work` before the specs beside it, to wait for several programs at a time; a spec asks for what came of it. */
export function ahead<Out>(work: () => Promise<Out>): () => Promise<Out> {
  let outcome: Promise<Out>;
  beforeAll(() => {
    const lane = begun++ % lanes.length;
    outcome = lanes[lane]!.then(work);
    lanes[lane] = Promise.allSettled([outcome]); // the spec tells of what went wrong
  });
  return () => outcome;
}

/** Which of the processes are still there after `ms` milliseconds, or as soon as none is. */
export async function leftAfter(ms: number, pids: readonly number[]): Promise<number[]> {
  const end = performance.now() + ms;
  let left = pids.filter(isThere);
  while (left.length > 0 && performance.now() < end) {
    await sleep(20);
    left = left.filter(isThere);
  }
  return left;
}

/** Whether a process runs: one that has ended and was not waited for doesn't. */
function isThere(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
}
