import { describe, expect, it } from '@jest/globals';
import { map, Pipeline, sink } from '../../lib/index.js';
import { program } from '../integration/workers/programs.js';

describe('whoever listens to a run', () => {
  it('is told of calls as they end, failed ones too, by the id of their task', async () => {
    const pipeline = new Pipeline();
    const odd = map(
      (n) => {
        if (n === 2) throw new Error('even');
        return n;
      },
      pipeline.queue({ from: [1, 2, 3] }),
      { onError: 'skip' },
    );
    sink(() => {}, odd);
    const calls: string[] = [];
    const running = pipeline.run();
    running.listen((node, ms) => calls.push(`${node} ${ms >= 0}`));
    const { nodes } = await running;
    const [, first, second] = nodes.map(({ id }) => `${id} true`);
    expect(calls.toSorted()).toEqual([first, first, first, second, second]);
  });

  it('is told of nothing more when it has ended that', async () => {
    const pipeline = new Pipeline();
    sink(() => {}, pipeline.queue({ from: [1, 2, 3] }));
    let calls = 0;
    const running = pipeline.run();
    const unlisten = running.listen(() => {
      calls++;
      unlisten();
    });
    await running;
    expect(calls).toBe(1);
  });

  it('is refused where it is no function', async () => {
    const running = new Pipeline().run();
    expect(() => running.listen(5 as never)).toThrow(
      'listen: expected `listener` to be a function, got `5` (number)',
    );
    await running;
  });

  it('does not fail the run when it throws: the process is told, as of a subscriber that throws', async () => {
    const { code, stdout } = await program('throwing-listener.mjs', []);
    const lines = stdout.trim().split('\n');
    expect(lines.toSorted()).toEqual(['2 3 4', ...Array<string>(3).fill('could not export')]);
    expect(code).toBe(0);
  });

  it('hears of the end of a run that fails, and handles no failure by that', async () => {
    const pipeline = new Pipeline();
    sink(
      () => {
        throw new Error('no');
      },
      pipeline.queue({ from: [1] }),
    );
    const running = pipeline.run();
    const failure = running.catch((error: { code: string }) => error.code);
    await running.ended;
    expect(await failure).toBe('task-failed');
  });
});
