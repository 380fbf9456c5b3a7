import type { ChildProcess } from 'node:child_process';
import type { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from '@jest/globals';
import { batch, chain, filter, map, Pipeline, processes, tee, threads, unbatch, type Report } from 'skorche';
import { openBook } from './book.js';
import { Killer } from './killer.js';

/** For a run that hangs: the deaths take seconds, or a minute on a busy machine. */
const LONGEST = 180_000;
const MOST = 1_000_000;
const module = new URL('tasks.cjs', import.meta.url);

interface Tasks {
  work(item: number): Promise<number>;
  same(item: number): number;
  pid(item: number): { item: number; pid: number };
}

let killer: Killer<any>;
afterEach(() => killer.leave());

/** Numbers, until enough workers were ended. */
function* numbersUntil(isOver: () => boolean): Generator<number> {
  for (let n = 0; n < MOST && !isOver(); n++) yield n;
}

function sorted(numbers: readonly number[]): number[] {
  return numbers.toSorted((a, b) => a - b);
}

function rangeTo(end: number): number[] {
  return Array.from({ length: end }, (_, n) => n);
}

describe('eighty threads, ended from outside while they are at work', () => {
  it(
    'lose nothing, and double nothing downstream',
    async () => {
      const KILLS = 80;
      const { calls, at } = openBook(MOST);
      const threadKiller = new Killer<Worker>('worker_threads');
      killer = threadKiller;
      const pipeline = new Pipeline();
      const { work, same } = threads<Tasks>(module, { retry: 1 });
      const numbers = pipeline.queue({ from: numbersUntil(() => killer.killed >= KILLS) });
      const [one, other] = tee(chain([work, same], numbers), 2);
      const odd = unbatch(
        batch(
          filter((n) => n % 2 === 1, one),
          7,
        ),
      );
      const ordered = map(same, other, { ordered: true });
      const run = pipeline.run({ threads: 3 });
      const itemAt = ({ threadId }: Worker): number | undefined =>
        Atomics.load(at, threadId % at.length) || undefined;
      const killing = threadKiller.kill(KILLS, itemAt, (worker) => worker.terminate());
      const { nodes }: Report = await run;
      await killing;

      const given = nodes[0]!.out;
      expect(killer.killed).toBe(KILLS);
      expect(sorted(ordered.flush())).toEqual(rangeTo(given));
      expect(sorted(odd.flush())).toEqual(rangeTo(given).filter((n) => n % 2 === 1));
      const tasks = nodes.filter(({ kind }) => kind === 'task');
      expect(tasks.map(({ in: taken, out, failed }) => ({ taken, out, failed }))).toEqual(
        tasks.map(() => ({ taken: given, out: given, failed: 0 })),
      );
      // At least once: each, and some of them more often, since a thread was ended over them.
      const often = calls.slice(0, given);
      expect(often.every((count) => count >= 1)).toBe(true);
      expect(often.some((count) => count > 1)).toBe(true);
    },
    LONGEST,
  );
});

describe('child processes, ended with SIGKILL while they are at work', () => {
  it(
    'lose nothing, and double nothing downstream',
    async () => {
      const KILLS = 8;
      const processKiller = new Killer<ChildProcess>('child_process');
      killer = processKiller;
      const atWork = new Set<number>();
      const pipeline = new Pipeline();
      const { pid } = processes<Tasks>(module, { ordered: true, retry: 9 });
      const numbers = pipeline.queue({ from: numbersUntil(() => killer.killed >= KILLS) });
      const results = map(
        (result) => {
          atWork.add(result.pid);
          return result.item;
        },
        map(pid, numbers),
      );
      const run = pipeline.run({ processes: 2 });
      // What a process is at can't be told from outside: each counts as work of its own.
      const workOf = ({ pid: id }: ChildProcess): number | undefined => (atWork.has(id!) ? id : undefined);
      const killing = processKiller.kill(KILLS, workOf, (child) => child.kill('SIGKILL'));
      const { nodes } = await run;
      await killing;

      expect(killer.killed).toBe(KILLS);
      expect(results.flush()).toEqual(rangeTo(nodes[0]!.out));
    },
    LONGEST,
  );
});
