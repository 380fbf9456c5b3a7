import { fileURLToPath } from 'node:url';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { map, Pipeline } from 'skorche';
import { marked, useFolder } from './folder.js';
import { byNumber, KINDS, ONE, outcome, resultsOf, tasks, upTo } from './kinds.js';

const folder = useFolder();
const NOUN = { threads: 'thread', processes: 'process' };

/**
 * A module that ends some of the workers that import it, as a condition on the number of its `start` says. It
 * leaves a mark for each, with that number.
 */
function startingModule(mark: string, isFatal: string): URL {
  return folder.file(
    `${basename(mark)}.mjs`,
    `import { openSync } from 'node:fs';
    const isTaken = (n) => {
      try {
        openSync(${JSON.stringify(mark)} + n, 'wx');
      } catch {
        return true;
      }
    };
    let start = 1;
    while (isTaken(start)) start++;
    if (${isFatal}) process.exit(4);
    export const f = (n) => n;`,
  );
}

describe.each(KINDS)('starting %s', (kind) => {
  it.each<[string, string, string | undefined, RegExp]>([
    ['has a syntax error', 'broken.mjs', 'export const = 1;', /can't be imported: Unexpected token/],
    ['is not there', 'missing.mjs', undefined, /can't be imported: Cannot find module/],
    ['throws', 'throwing.mjs', "throw new Error('not today');", /can't be imported: not today/],
    ['throws no error', 'odd.mjs', 'throw undefined;', /can't be imported/],
    ['imports what is not there', 'lost.mjs', "import 'nowhere-to-be-found';", /Cannot find package/],
    [
      'is TypeScript that Node cannot run',
      'typed.ts',
      'export enum Fate { Dies }',
      /--import.*name the compiled module/,
    ],
    ['ends the worker', 'leaving.mjs', 'process.exit(4);', /exit/],
  ])('fails the run with the path of a module that %s', async (_, name, content, why) => {
    const file = folder.file(name, content ?? '');
    const module = content === undefined ? new URL('./missing/missing.mjs', file) : file;
    const { error, results } = await outcome(tasks<'f'>(kind, module).f, [1], {}, ONE);
    expect(error).toMatchObject({ name: 'WorkerError', code: 'worker-start-failed' });
    expect(error!.message).toMatch(why);
    expect(error!.message).toContain(fileURLToPath(module));
    expect(results).toEqual([]);
  });

  it('carries the reason as the cause', async () => {
    const module = folder.file('coded.mjs', "throw Object.assign(new RangeError('no'), { code: 'E_NO' });");
    const { error } = await outcome(tasks<'f'>(kind, module).f, [1], {}, ONE);
    expect(error!.cause).toMatchObject({ name: 'RangeError', message: 'no', code: 'E_NO' });
  });

  it.each<[string, string, RegExp]>([
    ['that is missing', 'lower', /has no export "lower"\. Functions it exports: default, upper\.$/],
    ['that is no function', 'limit', /exports "limit", but as number: a task must be a function\. Functions/],
  ])('names an export %s, and lists those there are', async (_, name, why) => {
    const code = 'export const upper = () => 1;\nexport const limit = 3;\nexport default () => 2;';
    const module = folder.file('exports.mjs', code);
    const { error } = await outcome(tasks<string>(kind, module)[name]!, [1], {}, ONE);
    expect(error).toMatchObject({ name: 'WorkerError', code: 'no-such-export' });
    expect(error!.message).toMatch(why);
    expect(error!.message).toContain(fileURLToPath(module));
  });

  it('fails the run even when no item comes', async () => {
    const module = folder.file('empty.mjs', 'export {};');
    const pipeline = new Pipeline();
    map(tasks<'f'>(kind, module).f, pipeline.queue());
    await expect(pipeline.run(ONE)).rejects.toMatchObject({
      code: 'no-such-export',
      message: expect.stringContaining('Functions it exports: none.'),
    });
  });

  it('takes the functions of a CommonJS module, and a default export', async () => {
    const legacy = folder.file('legacy.cjs', "module.exports = { ['dou' + 'ble']: (n) => n * 2 };");
    expect(await resultsOf(tasks<'double'>(kind, legacy).double, [4], {}, ONE)).toEqual([8]);
    const module = folder.file('default.mjs', 'export default (n) => n + 1;');
    expect(await resultsOf(tasks<'default'>(kind, module).default, [4], {}, ONE)).toEqual([5]);
  });

  it('calls a CommonJS function here as it does there', async () => {
    const module = folder.file('computed.cjs', "module.exports = { ['dou' + 'ble']: (n) => n * 2 };");
    expect(await tasks<'double'>(kind, module).double(4)).toBe(8);
    await expect(tasks<'lower'>(kind, module).lower(4)).rejects.toMatchObject({
      code: 'no-such-export',
      message: expect.stringMatching(/has no export "lower"\. Functions it exports: double\.$/),
    });
  });

  it.each(['valueOf', 'call', 'constructor'])('knows no export "%s" that nobody made', async (name) => {
    const module = folder.file('api.cjs', "module.exports = () => 1;\nmodule.exports['one' + ''] = () => 1;");
    const { error } = await outcome(tasks<string>(kind, module)[name]!, [1], {}, ONE);
    expect(error).toMatchObject({ code: 'no-such-export' });
    expect(error!.message).toContain('Functions it exports: default, one.');
    await expect(tasks<string>(kind, module)[name]!(1)).rejects.toMatchObject({ code: 'no-such-export' });
  });

  it('takes a module whose path is full of odd characters', async () => {
    const module = folder.file('a b#c?d%20é.mjs', 'export const f = (n) => n;');
    expect(await resultsOf(tasks<'f'>(kind, module).f, [1], {}, ONE)).toEqual([1]);
  });

  it('replaces one that dies, when others have started', async () => {
    const mark = folder.mark();
    const { f } = tasks<'f'>(kind, startingModule(mark, 'start === 2 || start === 3'));
    const pipeline = new Pipeline();
    const inputs = pipeline.queue<number>();
    const results = map(f, inputs);
    const run = pipeline.run({ threads: 2, processes: 2 });
    for (const n of upTo(30)) await inputs.put(n);
    await marked(`${mark}4`);
    inputs.close();
    const { workers } = await run;
    expect(results.flush().toSorted(byNumber)).toEqual(upTo(30));
    const death = { cause: `the ${NOUN[kind]} ended with exit code 4`, code: 4 };
    expect(workers).toEqual([{ kind, started: 4, died: 2, deaths: [death, death] }]);
  });

  it('fails the run when three die one after the other, whatever the others do', async () => {
    const pipeline = new Pipeline();
    map(tasks<'f'>(kind, startingModule(folder.mark(), 'start > 1')).f, pipeline.queue());
    await expect(pipeline.run({ threads: 2, processes: 2 })).rejects.toMatchObject({
      name: 'WorkerError',
      code: 'worker-start-failed',
      message: expect.stringMatching(/could not be started: the \w+ ended with exit code 4$/),
    });
  });

  it('can be aborted while a module never finishes loading', async () => {
    const module = folder.file('waiting.mjs', 'await new Promise(() => {});\nexport const f = (n) => n;');
    const pipeline = new Pipeline();
    map(tasks<'f'>(kind, module).f, pipeline.queue({ from: [1] }));
    const run = pipeline.run(ONE);
    await sleep(200);
    run.abort(new Error('called off'));
    await expect(run).rejects.toThrow('called off');
  });
});
