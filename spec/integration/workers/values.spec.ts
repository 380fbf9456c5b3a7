import { inspect } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { KINDS, ONE, outcome, resultsOf, tasks, upTo } from './kinds.js';

const shared = { id: 1 };
const circle: { self?: unknown } = {};
circle.self = circle;
const twice = Buffer.from('twice');

const VALUES: Record<string, unknown[]> = {
  'falsy values': [undefined, null, 0, -0, '', false, Number.NaN, 0n],
  'big ints and infinities': [2n ** 80n, -(2n ** 80n), Infinity, -Infinity],
  'Maps and Sets': [new Map<unknown, unknown>([[{ a: 1 }, new Set([1, undefined])]])],
  'Dates and regular expressions': [new Date(0), new Date(Number.NaN), /a(?<name>b)/giu],
  'typed arrays': [Uint8Array.of(1, 2), Float64Array.of(0.1, Number.NaN), BigInt64Array.of(-1n)],
  'array buffers and views': [Uint8Array.of(1, 2, 3).buffer, new DataView(new ArrayBuffer(2))],
  Buffers: [Buffer.from('pooled'), Buffer.alloc(3, 1), Buffer.alloc(0)],
  'Buffers, wherever they are': [
    { list: [Buffer.from('a'), twice], map: new Map([[Buffer.from('key'), new Set([twice])]]) },
  ],
  'parts of arrays': [Uint8Array.of(1, 2, 3, 4).subarray(1, 3), new Uint8Array(Buffer.from('pooled'))],
  'holes and undefined fields': [[1, , 3], { a: undefined }], // oxlint-disable-line no-sparse-arrays
  'circles and shared parts': [circle, [shared, shared]],
  'objects that look like something else': [{ type: 'result', uid: 1 }, { __error_marker: '$$error' }],
  'errors as results': [new RangeError('no error')],
};

describe.each(KINDS)('values to and from %s', (kind) => {
  const { same, bytes, text, bytesOfText } = tasks<'same' | 'bytes' | 'text' | 'bytesOfText'>(
    kind,
    'values.mjs',
  );

  /** All values have gone through one run: what has come of each. */
  const seen = new Map<string, readonly unknown[]>();
  beforeAll(async () => {
    const results = await resultsOf(same, Object.values(VALUES).flat(), { ordered: true });
    for (const [name, { length }] of Object.entries(VALUES)) seen.set(name, results.splice(0, length));
  });

  // Also: the memory of items stays where it is. Of what was moved away, no bytes were left to compare.
  it.each(Object.entries(VALUES))('lets %s arrive as they left', (name, values) => {
    // Values from a worker are of another realm than those of a spec: they are compared by their looks.
    expect(seen.get(name)!.map(looks)).toEqual(values.map(looks));
  });

  it('lets functions see Buffers, and give some', async () => {
    expect(
      await resultsOf(text, [Buffer.from('hello'), { of: Buffer.from('you') }], { ordered: true }, ONE),
    ).toEqual(['hello', 'you']);
    const [made] = await resultsOf(bytesOfText, ['hello'], {}, ONE);
    expect(made.toString('hex')).toBe(Buffer.from('hello').toString('hex'));
  });

  it('lets a thousand falsy results through, in packets', async () => {
    expect(await resultsOf(same, Array(1000).fill(undefined))).toEqual(Array(1000).fill(undefined));
  });

  it('lets errors that are returned arrive as those that are thrown', async () => {
    const { fails } = tasks<'fails'>(kind, 'values.mjs');
    const { error } = await outcome(fails, ['throws'], {}, ONE);
    const looked = [
      error!.cause,
      ...(await resultsOf(fails, ['returns', 'returns inside'], { ordered: true }, ONE)),
    ];
    for (const each of looked.map((one) => one.error ?? one)) {
      expect(each).toBeInstanceOf(Error);
      expect(each).toMatchObject({ name: 'HttpError', message: 'teapot', code: 'E_HTTP', status: 418 });
      expect([each.config.url, each.retry, each.body.toString()]).toEqual(['/', '[Function: retry]', 'no']);
      expect([each.cause.name, each.cause.code]).toEqual(['TypeError', 'E_IN']);
    }
  });

  it('lets items and results that share an object arrive each with its own', async () => {
    const { tally, constant } = tasks<'tally' | 'constant'>(kind, 'values.mjs');
    const config = { seen: [], at: new Date(0) };
    const items = upTo(2000).map((n) => ({ n, config }));
    expect(new Set(await resultsOf(tally, items, {}, ONE))).toEqual(new Set([1]));
    expect(new Set(await resultsOf(constant, upTo(2000), {}, ONE)).size).toBe(2000);
  });

  it('takes no longer for an array with few elements far apart', async () => {
    const byId: unknown[] = [];
    byId[4_000_000_000] = { name: 'Ada' };
    const [array] = await resultsOf(same, [byId], {}, ONE);
    expect(array).toHaveLength(4_000_000_001);
    expect(array.at(-1)).toEqual({ name: 'Ada' });
  });

  it('leaves the memory of items where it is', async () => {
    const item = Uint8Array.of(1, 2, 3);
    await resultsOf(same, [item], {}, ONE);
    expect(item).toEqual(Uint8Array.of(1, 2, 3));
  });

  it('gives typed arrays no more memory than they had', async () => {
    const sizes = upTo(200);
    const results = await resultsOf(bytes, sizes, { ordered: true });
    expect(results.map(({ buffer }) => buffer.byteLength)).toEqual(sizes);
  });
});

function looks(value: unknown): string {
  if (value instanceof Error || Object.prototype.toString.call(value) === '[object Error]')
    return String(value);
  if (!ArrayBuffer.isView(value)) return inspect(value, { depth: 9 });
  const { buffer, byteOffset, byteLength } = value;
  return `${value.constructor.name} ${Buffer.from(buffer, byteOffset, byteLength).toString('hex')}`;
}
