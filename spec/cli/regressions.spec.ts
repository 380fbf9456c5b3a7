import { describe, expect, it } from '@jest/globals';
import { Pipeline, map, split } from '../../lib/index.js';
import { call } from './call.js';

describe('skorche', () => {
  it('says so, and fails, when a module never answers', async () => {
    const { code, stderr } = await call('check', 'never.mjs');
    expect(code).toBe(1);
    expect(stderr).toContain('no answer');
  });

  it('prints the report of a run whose picture has nowhere to go, and fails', async () => {
    const { code, stdout, stderr } = await call('run', 'words.mjs', '--svg', 'nowhere/at/all.svg');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^words: /);
    expect(stderr).toContain('ENOENT');
  });

  it("tells a failed run's own error, picture or not", async () => {
    const { code, stdout, stderr } = await call('run', 'failing.mjs', '--svg', 'nowhere/at/all.svg');
    expect(code).toBe(1);
    expect(stdout).toContain('node');
    expect(stderr).toContain('--svg: ENOENT');
    expect(stderr.trim().split('\n').at(-1)).not.toContain('ENOENT');
  });
});

describe('a pipeline as JSON', () => {
  it('shows split values that JSON has no form for', () => {
    const pipeline = new Pipeline();
    split((n) => n, pipeline.queue({ from: [1n] }), [1n, 2n]);
    expect(JSON.stringify(pipeline)).toContain('"value":"1n"');
  });
});

describe('check', () => {
  it('finds no more in a pipeline that has run than before', async () => {
    const pipeline = new Pipeline();
    const inputs = pipeline.queue<number>({ name: 'inputs' });
    void inputs.put(1);
    inputs.close();
    map((n) => n, inputs);
    expect(pipeline.check()).toEqual([]);
    await pipeline.run();
    expect(pipeline.check()).toEqual([]);
  });
});
