import { inspect } from 'node:util';

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

export function pack(error: unknown, depth = 0): PortableError {
  if (!isError(error) || depth === DEPTH) return { thrown: cloneable(error) };
  const { name, message, stack, cause, ...rest } = allOwn(error);
  const { errors, ...others } = rest;
  const isMany = error.name === 'AggregateError' && Array.isArray(errors);
  const own = {
    ...('code' in error && !('code' in rest) ? { code: error.code } : {}),
    ...(isMany ? others : rest),
  };
  return {
    name: String(name ?? error.name),
    message: String(message ?? error.message),
    stack: typeof stack === 'string' ? stack : undefined,
    own: Object.fromEntries(Object.entries(own).map(([key, value]) => [key, cloneable(value)])),
    ...(cause === undefined ? {} : { cause: pack(cause, depth + 1) }),
    ...(isMany
      ? { errors: (errors as unknown[]).map((one) => pack(one, Math.min(DEPTH, depth * 2 + 2))) }
      : {}),
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
  return Object.assign(error, own);
}

/** An Error of this realm or of another. */
function isError(value: unknown): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
}

/** Own fields, those included that aren't enumerable: `message`, `stack`, `cause`, `errors`. */
function allOwn(error: Error): Record<string, unknown> {
  return Object.fromEntries(Object.getOwnPropertyNames(error).map((key) => [key, read(error, key)]));
}

function read(error: Error, key: string): unknown {
  try {
    return (error as unknown as Record<string, unknown>)[key];
  } catch (reason) {
    return `[threw: ${String(reason)}]`;
  }
}

/** The value, or what it looks like where it can't be sent. */
function cloneable(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return inspect(value, { depth: 1 });
  }
}

function define(error: Error, key: string, value: unknown): void {
  Object.defineProperty(error, key, { value, configurable: true, writable: true, enumerable: false });
}
