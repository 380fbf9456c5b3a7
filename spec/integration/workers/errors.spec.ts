import { describe, expect, it } from '@jest/globals';
import { KINDS, outcome, tasks } from './kinds.js';

describe.each(KINDS)('errors from %s', (kind) => {
  const { throws, rejects } = tasks<'throws' | 'rejects'>(kind, 'errors.mjs');

  async function causeOf(name: string): Promise<any> {
    const { error } = await outcome(throws, [name]);
    expect(error).toMatchObject({ name: 'TaskError', code: 'task-failed', item: name, attempts: 1 });
    return error!.cause;
  }

  it.each<[string, object]>([
    ['coded', { name: 'TypeError', message: 'bad', code: 'E_BAD', details: { at: [1, new Date(0)] } }],
    ['classed', { name: 'ParseError', message: 'unexpected end', line: 7 }],
    ['system', { name: 'Error', code: 'ENOENT', syscall: 'open', path: '/nowhere/at/all' }],
    ['dom', { name: 'AbortError', message: 'was called off', code: 20 }],
    ['listed', { name: 'Error', errors: [{ path: '/a' }] }],
    ['mapped', { name: 'Error', errors: { name: 'is missing' } }],
    ['uncloneable', { message: 'with a function', retry: '[Function: retry]' }],
    ['guarded', { message: 'with a getter that throws' }],
    ['named', { name: 'toString', message: 'has an odd name' }],
    ['disguised', { name: 'Error', message: 'has an odd field' }],
  ])('keep their fields: %s', async (name, fields) => {
    expect(JSON.parse(JSON.stringify(pick(await causeOf(name), fields)))).toEqual(
      JSON.parse(JSON.stringify(fields)),
    );
  });

  it.each(['unreadable', 'untouchable'])('fail their items once, as any others: %s', async (name) => {
    const { report } = await outcome(throws, [name, 'coded'], { onError: 'skip' });
    expect(report!.nodes.at(-1)).toMatchObject({ in: 2, skipped: 2 });
    await causeOf(name);
  });

  it('keep their causes', async () => {
    const cause = await causeOf('caused');
    expect(cause).toMatchObject({ name: 'Error', message: 'outer' });
    expect(cause.cause).toMatchObject({ name: 'RangeError', message: 'inner', cause: 'why' });
  });

  it('end where their causes lead back to themselves', async () => {
    expect(await causeOf('looping')).toMatchObject({ message: 'round and round' });
  });

  it('keep what they are an aggregate of', async () => {
    const cause = await causeOf('aggregate');
    expect(cause).toMatchObject({ name: 'AggregateError', message: 'many', cause: 3 });
    const [one, two] = cause.errors;
    expect(one).toMatchObject({ name: 'RangeError', message: 'one' });
    expect(two).toBe('two');
  });

  it('tell where they were thrown', async () => {
    expect((await causeOf('classed')).stack).toMatch(/ParseError: unexpected end\n +at .*errors\.mjs:\d+/s);
  });

  it.each<[string, unknown]>([
    ['text', 'plain text'],
    ['object', { status: 404 }],
    ['undefined', undefined],
    ['null', null],
    ['zero', 0],
  ])('may be no errors at all: %s', async (name, thrown) => {
    expect(await causeOf(name)).toEqual(thrown);
  });

  it('reject as they throw', async () => {
    const { error } = await outcome(rejects, ['coded']);
    expect(error).toMatchObject({ code: 'task-failed', cause: { name: 'TypeError', code: 'E_BAD' } });
  });
});

function pick(value: any, fields: object): object {
  return Object.fromEntries(Object.keys(fields).map((key) => [key, value[key]]));
}
