import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { useFolder } from './folder.js';
import { KINDS, ONE, outcome, tasks } from './kinds.js';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const runsTypeScript = major > 22 || (major === 22 && minor >= 18);

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../fixtures/programs/${name}`, import.meta.url));

/** What the program in TypeScript prints, with those flags. */
async function printed(...args: string[]): Promise<unknown> {
  const cwd = fileURLToPath(new URL('../../../', import.meta.url)); // a program that is text imports from there
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd });
  return JSON.parse(stdout);
}

const text = (kind: string): string => `
  import { map, Pipeline, ${kind} } from 'skorche';
  const { double } = ${kind}(new URL(${JSON.stringify(new URL('../../fixtures/workers/typed.ts', import.meta.url))}));
  const pipeline = new Pipeline();
  const results = map(double, pipeline.queue({ from: [1, 2] }), { ordered: true });
  await pipeline.run({ ${kind}: 1 });
  console.log(JSON.stringify(results.flush()));
`;

describe.each(KINDS)('worker modules in TypeScript on %s', (kind) => {
  const folder = useFolder();

  it('run where a loader given with --import runs the program', async () => {
    const args = ['--import', fixture('strip-types.mjs'), fixture('typed.ts'), kind];
    expect(await printed(...args)).toEqual([2, 4]);
  });

  it('run where such a program is text, under limits', async () => {
    const flags = ['--import', fixture('strip-types.mjs'), '--max-old-space-size=300', '--expose-gc'];
    expect(await printed(...flags, '--input-type=module', '--eval', text(kind))).toEqual([2, 4]);
    expect(await printed(...flags, '--input-type', 'module', '-e', text(kind))).toEqual([2, 4]);
  });

  it('say what they need where nothing runs them', async () => {
    const source = runsTypeScript ? 'export enum Two { Two = 2 }' : 'export const f = (n: number) => n;';
    const { error } = await outcome(tasks<'f'>(kind, folder.file('typed.ts', source)).f, [1], {}, ONE);
    expect(error).toMatchObject({ code: 'worker-start-failed' });
    expect(error!.message).toMatch(/Node runs TypeScript from 22\.18, .*the guide on TypeScript/);
  });
});
