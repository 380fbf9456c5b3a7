import { describe, expect, it } from '@jest/globals';
import { KINDS, resultsOf, tasks } from './kinds.js';

describe.each(KINDS)('what %s see of the program', (kind) => {
  const { environment, execArgv } = tasks<'environment' | 'execArgv'>(kind, 'surroundings.mjs');

  it('is its environment', async () => {
    expect(await resultsOf(environment, ['PATH'])).toEqual([process.env['PATH']]);
  });

  it('is the options that Node was given', async () => {
    expect(await resultsOf(execArgv, [1])).toEqual([process.execArgv]);
  });
});
