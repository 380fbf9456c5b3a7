import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call, Call, FIXTURES, MAIN } from './call.js';

describe('skorche render', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'skorche-cli-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('writes a picture in the form of its extension', async () => {
    for (const [name, form] of [
      ['a.svg', /^<\?xml/],
      ['a.mmd', /^flowchart/],
    ] as const) {
      const file = join(folder, name);
      expect(await call('render', 'words.mjs', '-o', file)).toEqual({ code: 0, stdout: '', stderr: '' });
      expect(await readFile(file, 'utf8')).toMatch(form);
    }
  });

  it('prints DOT where there is no file, as the options say', async () => {
    const { code, stdout } = await call(
      'render',
      join(FIXTURES, 'words.mjs'),
      '--queues',
      'all',
      '--direction=TB',
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^digraph "words" \{[^]*rankdir = "TB"[^]*"queue-3"[^]*\}\n$/);
  });

  it('takes a function that returns a pipeline, and runs nothing', async () => {
    const { code, stdout } = await call('render', 'slow.mjs');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^digraph "slow"/);
    expect(stdout).not.toContain('done');
  });
});

describe('skorche check', () => {
  it('says so when it finds nothing', async () => {
    expect(await call('check', 'words.mjs')).toEqual({ code: 0, stdout: 'Nothing found.\n', stderr: '' });
  });

  it('has a line for each finding', async () => {
    const { code, stdout } = await call('check', 'open.mjs');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^warning +open-input +queue "never closed" .+\ninfo +output-collects +queue "results" .+\n$/,
    );
  });

  it('fails with code 1 when there is an error among them', async () => {
    const { code, stdout } = await call('check', 'circle.mjs');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^error +cycle +items would go round/);
  });
});

describe('skorche', () => {
  it.each([[['--help']], [['run', '-h']], [['help']]])('prints how it is called, with %j', async (args) => {
    const { code, stdout, stderr } = await call(...args);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Usage:\n {2}skorche run MODULE/);
  });

  it('ends in silence when nobody reads what it prints', async () => {
    const { child, ended } = new Call('check', 'open.mjs');
    child.stdout!.destroy();
    expect(await ended).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it.each([['render'], ['check'], ['run']])('fails when what %s prints can not be written', async (verb) => {
    const line = '"$0" "$@" > /dev/full';
    const args = ['-c', line, process.execPath, MAIN, verb, join(FIXTURES, 'words.mjs')];
    const { status, stderr } = spawnSync('sh', args, { encoding: 'utf8' });
    expect(stderr.split('\n').at(-2)).toMatch(/^skorche: ENOSPC: /);
    expect(status).toBe(1);
  });

  it('prints its version', async () => {
    const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(await call('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it.each([
    [[], /^skorche: expected a command: run, render or check\n/],
    [['walk', 'words.mjs'], /^skorche: there is no command "walk"/],
    [['run'], /^skorche: run: expected one MODULE, got 0\n/],
    [['check', 'words.mjs', 'slow.mjs'], /^skorche: check: expected one MODULE, got 2\n/],
    [['check', 'words.mjs', '--svg', 'a.svg'], /^skorche: Unknown option '--svg'/],
    [
      ['run', 'words.mjs', '--threads', '0'],
      /^skorche: --threads: expected a whole number from 1 and up, got "0"\n/,
    ],
    [
      ['run', 'words.mjs', '--interval', 'often'],
      /^skorche: --interval: expected a whole number from 1 and up, got "often"\n/,
    ],
    [
      ['run', 'words.mjs', '--svg', 'a.png'],
      /^skorche: --svg: expected a file that ends in .svg, got "a.png"\n/,
    ],
    [['render', 'words.mjs', '-o', 'a.png'], /^skorche: render: expected `file` to be .+ \.svg, \.dot/],
    [['render', 'words.mjs', '--queues', 'some'], /^skorche: toDot: expected `queues` to be 'ends'/],
    [['run', 'nowhere.mjs'], /^skorche: nowhere\.mjs: there is no such file\n/],
    [['run', '.'], /^skorche: \.: there is no such file\n/],
    [
      ['run', 'number.mjs'],
      /^skorche: number\.mjs: expected its default export to be a Pipeline, .+ type number/,
    ],
    [['check', 'throwing.mjs'], /^skorche: throwing\.mjs: could not be loaded: no such luck\n$/],
    [['check', 'refusing.mjs'], /^skorche: refusing\.mjs: its function failed: not today\n$/],
  ])('fails with code 2 when called with %j', async (args, message) => {
    const { code, stdout, stderr } = await call(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ +at /m);
  });
});
