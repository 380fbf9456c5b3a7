import { inspect } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { preview, reasonOf } from '../errors.js';

/** Whatever was thrown, as plain data that crosses threads and processes. */
export type PortableError =
  | { readonly thrown: unknown }
  | {
      readonly name: string;
      readonly message: string;
      readonly stack: string | undefined;
      readonly own: Readonly<Record<string, unknown>>;
      readonly cause?: PortableError;
      readonly errors?: readonly PortableError[] | undefined;
    };

/** Errors whose class can be given back to them. */
const BUILT_IN = {
  Error,
  AggregateError,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
};

/** How deep causes are followed: a chain that leads back to itself ends here. */
const DEPTH = 8;

/** Never throws: what can't be read of an error is told in its place. */
export function pack(error: unknown, depth = 0): PortableError {
  if (!isError(error) || depth === DEPTH) return { thrown: cloneable(error) };
  const { name: _name, message: _message, stack, cause, ...rest } = allOwn(error);
  const { errors, ...others } = rest;
  const name = textOf(read(error, 'name'));
  const many = name === 'AggregateError' ? listOf(errors) : undefined;
  const code = read(error, 'code'); // the class may have it
  const own = {
    ...(code === undefined || 'code' in rest ? {} : { code }),
    ...(many ? others : rest),
  };
  return {
    name,
    message: textOf(read(error, 'message')),
    stack: typeof stack === 'string' ? stack : undefined,
    own: Object.fromEntries(Object.entries(own).map(([key, value]) => [key, cloneable(value)])),
    ...(cause === undefined ? {} : { cause: pack(cause, depth + 1) }),
    ...(many ? { errors: many.map((one) => pack(one, Math.min(DEPTH, depth * 2 + 2))) } : {}),
  };
}

export function unpack(packed: PortableError): unknown {
  if ('thrown' in packed) return packed.thrown;
  const { name, message, stack, own, cause, errors } = packed;
  const options = cause === undefined ? undefined : { cause: unpack(cause) };
  const Class = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name as keyof typeof BUILT_IN] : Error;
  const error =
    Class === AggregateError
      ? new AggregateError((errors ?? []).map(unpack), message, options)
      : new (Class as ErrorConstructor)(message, options);
  if (error.name !== name) define(error, 'name', name);
  define(error, 'stack', stack);
  for (const [key, value] of Object.entries(own)) define(error, key, value, true);
  return error;
}

/** An Error of this realm or of another. */
function isError(value: unknown): value is Error {
  try {
    return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
  } catch {
    return false;
  }
}

/** Own fields, those included that aren't enumerable: `message`, `stack`, `cause`, `errors`. */
function allOwn(error: Error): Record<string, unknown> {
  return Object.fromEntries(ownKeys(error).map((key) => [key, read(error, key)]));
}

function ownKeys(error: Error): string[] {
  try {
    return Object.getOwnPropertyNames(error);
  } catch {
    return [];
  }
}

function read(error: Error, key: string): unknown {
  try {
    return (error as unknown as Record<string, unknown>)[key];
  } catch (reason) {
    return `[threw: ${reasonOf(reason)}]`;
  }
}

function listOf(value: unknown): unknown[] | undefined {
  try {
    return Array.isArray(value) ? [...(value as unknown[])] : undefined;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : preview(value);
}

/** The value, or what it looks like where it can't be sent. */
function cloneable(value: unknown): unknown {
  try {
    deserialize(serialize(value)); // processes can't send all that threads can
    return structuredClone(value);
  } catch {
    return shown(value);
  }
}

function shown(value: unknown): string {
  try {
    return inspect(value, { depth: 1 });
  } catch {
    return preview(value);
  }
}

/** Not assigned: a field may be called `__proto__`. */
function define(error: Error, key: string, value: unknown, enumerable = false): void {
  Object.defineProperty(error, key, { value, configurable: true, writable: true, enumerable });
}
