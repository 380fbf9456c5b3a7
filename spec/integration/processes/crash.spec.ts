import { describe, expect, it } from '@jest/globals';
import { leftAfter, program } from '../workers/programs.js';
import { ONE, outcome, tasks } from '../workers/kinds.js';

describe('processes', () => {
  it('fail an item that holds memory of threads, and leave the program alone', async () => {
    const { code, stdout, stderr } = await program('shared-memory.mjs', []);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({ code: 'not-cloneable', isItem: true });
  });

  it.each(['lingers', 'spins'])('end when the program is killed, in a call that %s', async (fault) => {
    let children: number[] = [];
    await program('interrupted.mjs', ['processes', fault], (line) => {
      const [self, ...others] = JSON.parse(line) as number[];
      children = others;
      process.kill(self!, 'SIGKILL');
    });
    expect(children).toHaveLength(2);
    const left = await leftAfter(1000, children);
    for (const pid of left) process.kill(pid, 'SIGKILL');
    expect(left).toEqual([]);
  });

  it.each(['SIGKILL', 'SIGTERM'])('are replaced when somebody sends them %s', async (signal) => {
    const { killed } = tasks<'killed'>('processes', 'signals.mjs');
    const { error } = await outcome(killed, [signal], {}, ONE);
    expect(error).toMatchObject({ code: 'worker-died', item: signal });
    expect(error!.message).toContain(`the process was ended by ${signal}`);
    expect(error!.cause).toMatchObject({ name: 'WorkerError', code: 'worker-died' });
  });
});
