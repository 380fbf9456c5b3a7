import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { KINDS } from './kinds.js';

const PERMISSION = process.allowedNodeEnvironmentFlags.has('--permission')
  ? '--permission'
  : '--experimental-permission';
const ALLOWED = { threads: '--allow-worker', processes: '--allow-child-process' };

describe.each(KINDS)('%s of a program with restricted rights', (kind) => {
  const program = `
    import { map, Pipeline, ${kind} } from 'skorche';
    const url = new URL(${JSON.stringify(new URL('../../fixtures/workers/surroundings.mjs', import.meta.url))});
    const pipeline = new Pipeline();
    const results = map(${kind}(url).environment, pipeline.queue({ from: ['GREETING'] }));
    await pipeline.run({ ${kind}: 1 }).then(
      () => console.log(...results.flush(), Object.keys(globalThis).filter((name) => name.includes('require')).length),
      (error) => console.log(error.code, error.message),
    );
  `;

  async function printed(...flags: string[]): Promise<string> {
    const args = [...flags, '--input-type=module', '-e', program];
    const cwd = fileURLToPath(new URL('../../../', import.meta.url));
    const env = { ...process.env, GREETING: 'hello' };
    return (await promisify(execFile)(process.execPath, args, { cwd, env })).stdout.trim();
  }

  it('need no code from strings', async () => {
    expect(await printed('--disallow-code-generation-from-strings')).toBe('hello 0');
  });

  it('start where they are allowed', async () => {
    expect(await printed(PERMISSION, '--allow-fs-read=*', '--allow-worker', ALLOWED[kind])).toBe('hello 0');
  });

  it('say which flag is missing where they are not', async () => {
    const said = await printed(PERMISSION, '--allow-fs-read=*');
    expect(said).toMatch(/^worker-start-failed .*Access to this API has been restricted/);
    expect(said).toContain(ALLOWED[kind]);
  });
});
