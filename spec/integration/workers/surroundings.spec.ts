import { describe, expect, it } from '@jest/globals';
import { KINDS, ONE, resultsOf, tasks } from './kinds.js';

describe.each(KINDS)('what %s see of the program', (kind) => {
  const { environment, execArgv } = tasks<'environment' | 'execArgv'>(kind, 'surroundings.mjs');

  it('is its environment', async () => {
    expect(await resultsOf(environment, ['PATH'], {}, ONE)).toEqual([process.env['PATH']]);
  });

  it('is the options that Node was given', async () => {
    expect(await resultsOf(execArgv, [1], {}, ONE)).toEqual([process.execArgv]);
  });
});
