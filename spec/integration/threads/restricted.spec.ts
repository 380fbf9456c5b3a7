import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const PROGRAM = `
  import { map, Pipeline, threads } from 'skorche';
  const url = new URL(${JSON.stringify(new URL('../../fixtures/workers/surroundings.mjs', import.meta.url))});
  const pipeline = new Pipeline();
  const results = map(threads(url).environment, pipeline.queue({ from: ['GREETING'] }));
  await pipeline.run({ threads: 1 }).then(
    () => console.log(...results.flush(), Object.keys(globalThis).filter((name) => name.includes('require')).length),
    (error) => console.log(error.code, error.message),
  );
`;
const PERMISSION = process.allowedNodeEnvironmentFlags.has('--permission')
  ? '--permission'
  : '--experimental-permission';

async function printed(...flags: string[]): Promise<string> {
  const args = [...flags, '--input-type=module', '-e', PROGRAM];
  const cwd = fileURLToPath(new URL('../../../', import.meta.url));
  const env = { ...process.env, GREETING: 'hello' };
  return (await promisify(execFile)(process.execPath, args, { cwd, env })).stdout.trim();
}

describe('threads of a program with restricted rights', () => {
  it('need no code from strings', async () => {
    expect(await printed('--disallow-code-generation-from-strings')).toBe('hello 0');
  });

  it('start where they are allowed', async () => {
    expect(await printed(PERMISSION, '--allow-fs-read=*', '--allow-worker')).toBe('hello 0');
  });

  it('say which flag is missing where they are not', async () => {
    const said = await printed(PERMISSION, '--allow-fs-read=*');
    expect(said).toMatch(/^worker-start-failed .*Access to this API has been restricted.*--allow-worker/);
  });
});
