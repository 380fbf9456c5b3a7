import { inspect } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { describe, expect, it } from '@jest/globals';
import { sealCause } from '../../../lib/executors/messages.js';
import { open } from '../../../lib/executors/values/seal.js';

type Clone = (message: unknown) => unknown;

/** There and back, as to a thread, or to a process. */
function sent(error: unknown, clone: Clone = structuredClone): any {
  const message = clone(sealCause(error)) as ReturnType<typeof sealCause>;
  open(message);
  return message.cause;
}

const overPipe: Clone = (message) => deserialize(serialize(message));

const refuses = (): never => {
  throw new Error('nobody may read this');
};

function revoked(of: object): object {
  const { proxy, revoke } = Proxy.revocable(of, {});
  revoke();
  return proxy;
}

function throwRevoked(): never {
  throw revoked({});
}

function withField(key: string, value: unknown): Error {
  return Object.assign(new Error('why'), { [key]: value });
}

describe('errors that cross', () => {
  it.each([Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError])(
    'give %p its class back',
    (Class) => {
      const back = sent(new Class('why'));
      expect(back).toBeInstanceOf(Class);
      expect(back).toMatchObject({ name: Class.name, message: 'why' });
      expect(Object.keys(back)).toEqual([]);
    },
  );

  it('make a plain Error of a class that only the other side knows', () => {
    class Own extends TypeError {
      override name = 'Own';
    }
    const back = sent(new Own('why'));
    expect(Object.getPrototypeOf(back)).toBe(Error.prototype);
    expect(String(back)).toBe('Own: why');
  });

  it('keep the stack, and show it once', () => {
    const error = new Error('why');
    expect(sent(error).stack).toBe(error.stack);
    expect(sent(Object.assign(error, { stack: undefined })).stack).toBeUndefined();
  });

  it('keep own fields, those with falsy values too', () => {
    const fields = { code: 0, path: '', at: undefined, big: 1n, when: new Date(0), isFatal: false };
    expect(sent(Object.assign(new Error('why'), fields))).toMatchObject(fields);
  });

  it('keep fields that are called `errors`, whatever they are', () => {
    expect(sent(Object.assign(new Error('why'), { errors: [{ path: '/' }] })).errors).toEqual([
      { path: '/' },
    ]);
    expect(sent(Object.assign(new Error('why'), { errors: { a: 1 } })).errors).toEqual({ a: 1 });
  });

  it('show what cannot be sent as text', () => {
    const held = sent(Object.assign(new Error('why'), { close: () => {}, tag: Symbol('s') }));
    expect(held).toMatchObject({ close: '[Function: close]', tag: 'Symbol(s)' });
    expect(sent(() => 1)).toMatch(/Function/);
  });

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])('take %p as a name', (name) => {
    const error = new Error('why');
    Object.defineProperty(error, 'name', { value: name });
    const back = sent(error);
    expect(back).toBeInstanceOf(Error);
    expect(back).toMatchObject({ name, message: 'why' });
  });

  it('take fields that cannot be read', () => {
    const guarded = Object.defineProperty(new Error('why'), 'secret', {
      get: () => {
        throw new Error('nobody may read this');
      },
      enumerable: true,
    });
    expect(sent(guarded)).toMatchObject({ message: 'why' });
  });

  it.each(['name', 'code', 'stack', 'cause', 'errors'])(
    'take an error whose class has a %p that cannot be read',
    (key) => {
      class Guarded extends Error {
        line = 7;
      }
      Object.defineProperty(Guarded.prototype, key, { get: refuses });
      const back = sent(new Guarded('why'));
      expect(back).toMatchObject({ line: 7 });
      expect(back.message).toBe('why');
    },
  );

  it('say so where the message cannot be read', () => {
    const error = Object.defineProperty(new TypeError(), 'message', { get: refuses });
    expect(String(sent(error))).toBe('TypeError: [threw: nobody may read this]');
  });

  it.each<[string, () => unknown]>([
    ['a name that is no text', () => withField('name', Object.create(null))],
    ['a message that is no text', () => withField('message', Object.create(null))],
    [
      'a Proxy of an error',
      () => new Proxy(new Error('why'), { get: refuses, ownKeys: refuses, has: refuses }),
    ],
    ['a Proxy that throws at everything', () => new Proxy({}, { getPrototypeOf: refuses, get: refuses })],
    ['a Proxy that is revoked', () => revoked({})],
    ['a Proxy that reads well', () => new Proxy({ status: 500 }, {})],
    ['an object with such a Proxy in it', () => ({ response: new Proxy({ status: 500 }, {}) })],
    ['a look of its own that throws', () => ({ [inspect.custom]: refuses, close() {} })],
    ['a getter that throws', () => Object.defineProperty({}, 'a', { get: refuses, enumerable: true })],
    ['a list of errors that throws', () => Object.assign(new AggregateError([]), { errors: revoked([]) })],
    [
      'a field that throws what throws',
      () => Object.defineProperty(new Error('why'), 'a', { get: throwRevoked }),
    ],
    ['shared memory, which processes cannot send', () => withField('memory', new SharedArrayBuffer(4))],
  ])('take %s', (_, make) => {
    expect(() => sent(make())).not.toThrow();
    expect(() => sent(make(), overPipe)).not.toThrow();
  });

  it('keep a field called `__proto__` a field', () => {
    const error = new Error('why');
    Object.defineProperty(error, '__proto__', { value: { isEvil: true }, enumerable: true });
    const back = sent(error);
    expect(Object.getPrototypeOf(back)).toBe(Error.prototype);
    expect(back.isEvil).toBeUndefined();
    expect(Object.getOwnPropertyDescriptor(back, '__proto__')!.value).toEqual({ isEvil: true });
  });

  it.each([undefined, null, 0, '', false, 'text', { status: 404 }])('leave %p as it was thrown', (thrown) => {
    expect(sent(thrown)).toEqual(thrown);
  });

  it('follow causes, and those that are no errors', () => {
    const back = sent(new Error('a', { cause: new TypeError('b', { cause: null }) }));
    expect(back.cause).toBeInstanceOf(TypeError);
    expect(back.cause.cause).toBeNull();
    expect('cause' in sent(new Error('without'))).toBe(false);
  });

  it('keep what leads back', () => {
    const error = new AggregateError([], 'round');
    error.cause = error;
    error.errors = [error, { error }];
    const back = sent(error);
    expect(back.cause).toBe(back);
    expect(back.errors[0]).toBe(back);
    expect(back.errors[1].error).toBe(back);
  });

  it('keep errors in their fields, whatever is in the way', () => {
    const inner = Object.assign(new RangeError('inner', { cause: () => {} }), { code: 'E_IN', call() {} });
    const error = Object.assign(new Error('outer'), { inner, list: [inner, 'text'] });
    const back = sent(error);
    expect(back.inner).toBeInstanceOf(RangeError);
    expect(back.inner).toMatchObject({
      code: 'E_IN',
      call: '[Function: call]',
      cause: '[Function: cause]',
    });
    expect(back.list).toEqual([back.inner, 'text']);
  });

  it('keep Buffers in their fields', () => {
    expect(sent(withField('body', Buffer.from('no'))).body.toString()).toBe('no');
  });

  it('leave the error itself as it was', () => {
    const error = Object.freeze(
      Object.assign(new Error('frozen', { cause: new Error('why') }), { list: [1] }),
    );
    const { cause } = error;
    sent(error);
    expect(error.cause).toBe(cause);
    expect(Object.getOwnPropertyNames(error)).toEqual(['stack', 'message', 'cause', 'list']);
  });
});
