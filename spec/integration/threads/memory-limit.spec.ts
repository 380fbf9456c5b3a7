import { describe, expect, it } from '@jest/globals';
import { threads, type Task } from 'skorche';
import { useFolder } from '../workers/folder.js';
import { program } from '../workers/programs.js';
import { byNumber, outcome, upTo } from '../workers/kinds.js';

const folder = useFolder();
const module = new URL('../../fixtures/workers/faults.mjs', import.meta.url);
const { hoards } = threads<{ hoards: Task<object, number> }>(module, {
  resourceLimits: { maxOldGenerationSizeMb: 24, maxYoungGenerationSizeMb: 4 },
});

describe('threads that cannot start', () => {
  it('fail the run, and let the program exit', async () => {
    const { code, stdout } = await program('settles.mjs', ['threads', 'cannot start its workers']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).word).toMatch(/^worker: a thread for \S+faults\.mjs could not be started: /);
  });
});

describe('threads that run out of memory', () => {
  it('lose nothing when an item takes it all once', async () => {
    const mark = folder.mark();
    const items = upTo(100).map((n) => ({ n, mark: n === 50 ? mark : null }));
    const { results, error } = await outcome(hoards, items);
    expect(error).toBeUndefined();
    expect(results.toSorted(byNumber)).toEqual(upTo(100));
  });

  it('fail an item that takes it all always', async () => {
    const items = [{ n: 0, mark: null }, { n: 1 }];
    const { error } = await outcome(hoards, items);
    expect(error).toMatchObject({ code: 'worker-died', item: { n: 1 } });
    expect(error!.cause).toMatchObject({ code: 'ERR_WORKER_OUT_OF_MEMORY' });
    expect(error!.message).toMatch(/memory limit/);
  });
});

describe('threads with little memory', () => {
  it('give results that nearly fill it', async () => {
    const { fills } = threads<{ fills: Task<object, unknown[]> }>(
      new URL('../../fixtures/workers/kept.mjs', import.meta.url),
      { resourceLimits: { maxOldGenerationSizeMb: 48 } },
    );
    const { results, error } = await outcome(fills, [{ megabytes: 30 }], {}, { threads: 1 });
    expect(error).toBeUndefined();
    expect(results[0]).toHaveLength(436_907);
    expect(results[0].at(-1)).toMatchObject({ n: 436_906 });
  });
});
