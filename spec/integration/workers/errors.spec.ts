import { beforeAll, describe, expect, it } from '@jest/globals';
import { KINDS, ONE, outcome, sorted, tasks, type Sorted } from './kinds.js';

const FIELDS: Record<string, object> = {
  coded: { name: 'TypeError', message: 'bad', code: 'E_BAD', details: { at: [1, new Date(0)] } },
  classed: { name: 'ParseError', message: 'unexpected end', line: 7 },
  system: { name: 'Error', code: 'ENOENT', syscall: 'open', path: '/nowhere/at/all' },
  dom: { name: 'AbortError', message: 'was called off', code: 20 },
  listed: { name: 'Error', errors: [{ path: '/a' }] },
  mapped: { name: 'Error', errors: { name: 'is missing' } },
  uncloneable: { message: 'with a function', retry: '[Function: retry]' },
  guarded: { message: 'with a getter that throws' },
  named: { name: 'toString', message: 'has an odd name' },
  disguised: { name: 'Error', message: 'has an odd field' },
};

const UNREADABLE = ['unreadable', 'untouchable'];

/** What is thrown that is no error. */
const THROWN: Record<string, unknown> = {
  text: 'plain text',
  object: { status: 404 },
  undefined: undefined,
  null: null,
  zero: 0,
};

const NAMES = [
  ...Object.keys(FIELDS),
  ...UNREADABLE,
  ...Object.keys(THROWN),
  'caused',
  'looping',
  'aggregate',
];

describe.each(KINDS)('errors from %s', (kind) => {
  const { throws, rejects } = tasks<'throws' | 'rejects'>(kind, 'errors.mjs');
  let all: Sorted;
  beforeAll(async () => {
    all = await sorted(throws, NAMES);
  });

  function causeOf(item: string): any {
    const { error, attempts } = all.failures.get(item)!;
    expect(error).toMatchObject({ name: 'TaskError', code: 'task-failed', item, attempts: 1 });
    expect(attempts).toBe(1);
    return error.cause;
  }

  it('fail their items once each, whatever they are', () => {
    const { nodes } = all.report;
    expect(nodes.at(-1)).toMatchObject({ in: NAMES.length, out: 0, failed: NAMES.length, retried: 0 });
    for (const name of UNREADABLE) causeOf(name);
  });

  it.each(Object.entries(FIELDS))('keep their fields: %s', (name, fields) => {
    expect(JSON.parse(JSON.stringify(pick(causeOf(name), fields)))).toEqual(
      JSON.parse(JSON.stringify(fields)),
    );
  });

  it('keep their causes', () => {
    const cause = causeOf('caused');
    expect(cause).toMatchObject({ name: 'Error', message: 'outer' });
    expect(cause.cause).toMatchObject({ name: 'RangeError', message: 'inner', cause: 'why' });
  });

  it('end where their causes lead back to themselves', () => {
    expect(causeOf('looping')).toMatchObject({ message: 'round and round' });
  });

  it('keep what they are an aggregate of', () => {
    const cause = causeOf('aggregate');
    expect(cause).toMatchObject({ name: 'AggregateError', message: 'many', cause: 3 });
    const [one, two] = cause.errors;
    expect(one).toMatchObject({ name: 'RangeError', message: 'one' });
    expect(two).toBe('two');
  });

  it('tell where they were thrown', () => {
    expect(causeOf('classed').stack).toMatch(/ParseError: unexpected end\n +at .*errors\.mjs:\d+/s);
  });

  it.each(Object.entries(THROWN))('may be no errors at all: %s', (name, thrown) => {
    expect(causeOf(name)).toEqual(thrown);
  });

  it('reject as they throw', async () => {
    const { error } = await outcome(rejects, ['coded'], {}, ONE);
    expect(error).toMatchObject({ code: 'task-failed', cause: { name: 'TypeError', code: 'E_BAD' } });
  });
});

function pick(value: any, fields: object): object {
  return Object.fromEntries(Object.keys(fields).map((key) => [key, value[key]]));
}
