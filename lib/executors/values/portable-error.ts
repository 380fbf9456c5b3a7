import { inspect } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { reasonOf } from '../../errors.js';
import { preview } from '../../preview.js';
import { Copying } from './copying.js';
import { isError } from './is-error.js';

/** What an Error is made of: cloning would keep its message and little else. */
export interface PortableError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** Its own fields, `cause` and `errors` among them, and its class's `code`; Errors in them travel like any others. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** An Error without anything, and what it is to become where it arrives. */
export type Placeholder = readonly [Error, PortableError];

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

/** Takes an error apart. Never throws: what can't be read of it is told in its place. */
export function pack(error: Error): PortableError {
  const { name: _name, message: _message, stack, ...own } = allOwn(error);
  const code = read(error, 'code'); // the class may have it
  if (code !== undefined) own['code'] = code;
  if (own['cause'] === undefined) delete own['cause'];
  return {
    name: textOf(read(error, 'name')),
    message: textOf(read(error, 'message')),
    stack: typeof stack === 'string' ? stack : undefined,
    fields: Object.fromEntries(Object.entries(own).map(([key, value]) => [key, portable(value)])),
  };
}

/** Makes of a new `error` what another was. */
export function mend(error: Error, { name, message, stack, fields }: PortableError): void {
  const Class = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name as keyof typeof BUILT_IN] : Error;
  Object.setPrototypeOf(error, Class.prototype as object);
  if (error.name !== name) define(error, 'name', name);
  define(error, 'message', message);
  define(error, 'stack', stack);
  const isHidden = (key: string): boolean =>
    key === 'cause' || (key === 'errors' && Class === AggregateError);
  for (const [key, value] of Object.entries(fields)) define(error, key, value, !isHidden(key));
}

/** Whatever was thrown, or a field of it, as it can be sent: as itself, or as what it looks like. Errors always can. */
export function portable(value: unknown): unknown {
  const type = typeof value;
  if (value === null || (type !== 'object' && type !== 'function' && type !== 'symbol')) return value;
  if (isError(value)) return value;
  try {
    if (Array.isArray(value) && value.some(isError)) return value.map(portable);
    const copy = new Copying().of(value);
    deserialize(serialize(copy)); // processes can't send all that threads can
    structuredClone(copy);
    return value;
  } catch {
    return shown(value);
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

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : preview(value);
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
