import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call, Call } from './call.js';

describe('skorche run', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'skorche-cli-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('runs a pipeline and ends with its report as a table', async () => {
    const { code, stdout, stderr } = await call('run', 'words.mjs');
    expect(code).toBe(0);
    expect(stderr).toBe('');
    const [head, , ...table] = stdout.split('\n');
    expect(head).toMatch(/^words: \d+\.\d s$/);
    expect(table.map((line) => line.trimEnd().split(/ {2,}/))).toEqual(
      expect.arrayContaining([
        ['node', 'kind', 'in', 'out', 'dropped', 'waited', 'busy'],
        ['words', 'source', '3', '3', '·', expect.stringMatching(/^\d+ %$/)],
        ['Filter(isOdd)', 'op', '3', '2', '1', expect.stringMatching(/^\d+ %$/)],
      ]),
    );
    expect(table).toContainEqual(expect.stringMatching(/^(no )?bottleneck: \w/));
  });

  it('tells in plain lines how far it is, where there is no terminal', async () => {
    const { code, stdout, stderr } = await call('run', 'slow.mjs', '--interval', '50');
    expect(code).toBe(0);
    expect(stdout).toContain('done 39\n');
    expect(stderr).not.toContain('\u001B');
    const lines = stderr.trim().split('\n');
    expect(lines.length).toBeGreaterThan(4);
    for (const line of lines) {
      expect(line).toMatch(
        /^\d\.\d s(, about \d\.\d s to go)?; numbers \d+ of 40, .+\/s; work \d+ of 40, .+\/s(, \d+ waiting)?$/,
      );
    }
  });

  it('leaves the picture of the load', async () => {
    const svg = join(folder, 'load.svg');
    expect(await call('run', 'slow.mjs', '--svg', svg)).toMatchObject({ code: 0 });
    const picture = await readFile(svg, 'utf8');
    expect(picture).toContain('>work</text>');
    expect(picture).toMatch(/>\d+ % · \d+(\.\d)?\/s<\/text>/);
  });

  it('gives its options to the run', async () => {
    expect(await call('run', 'pool.mjs', '--threads', '1')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('threads: 1\n'),
    });
  });

  it('fails with code 1 when the run does, in one line, and tells how it stood', async () => {
    const svg = join(folder, 'failed.svg');
    const { code, stdout, stderr } = await call('run', 'failing.mjs', '--svg', svg);
    expect(code).toBe(1);
    expect(stderr).toBe('skorche: check: failed on 2: two is not allowed\n');
    expect(stdout).toMatch(/^check +task +3 +1 +1/m);
    expect(await readFile(svg, 'utf8')).toContain('>check</text>');
  });

  it('shows stack traces with --debug', async () => {
    const { code, stderr } = await call('run', 'failing.mjs', '--debug');
    expect(code).toBe(1);
    expect(stderr).toMatch(/TaskError: check: failed on 2.+\n +at /);
    expect(stderr).toContain('failing.mjs:');
  });

  it('fails with code 1 when the pipeline is declared wrongly', async () => {
    const { code, stdout, stderr } = await call('run', 'circle.mjs');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^skorche: run: items would go round for ever: .+\n$/);
  });

  it('fails with code 1 when an input is never closed, naming it', async () => {
    const { code, stderr } = await call('run', 'open.mjs');
    expect(code).toBe(1);
    expect(stderr).toContain('queue "never closed" was never closed');
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('stops and drains at the first %s', async (signal) => {
    const running = new Call('run', 'endless.mjs');
    await running.printed('out 5');
    running.child.kill(signal);
    const { code, stdout, stderr } = await running.ended;
    expect(stderr).toBe('\nskorche: finishing what is in; Ctrl-C again aborts\n');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^endless: .+, stopped$/m);
    const [, read] = /^numbers +source +(\d+)/m.exec(stdout)!;
    expect(stdout.match(/^out /gm)).toHaveLength(Number(read));
  });

  it('aborts at the second SIGINT', async () => {
    const running = new Call('run', 'hanging.mjs');
    await running.printed('begun');
    running.child.kill('SIGINT');
    await running.printed('Ctrl-C again aborts');
    running.child.kill('SIGINT');
    const { code, stdout, stderr } = await running.ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^skorche: aborted by SIGINT$/m);
    expect(stdout).toMatch(/^forEver +task +1 +· +1/m);
  });
});
