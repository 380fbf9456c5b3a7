import { types } from 'node:util';
import { isError } from './is-error.js';

/** Copies values as cloning would, as far as they are objects, arrays, Maps and Sets; of an error is a new one, without anything. */
export class Copying {
  readonly #copies = new Map<object, object>();
  /** Whether there were other objects, which the copies have themselves. */
  hasOthers = false;

  of(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    const known = this.#copies.get(value);
    if (known !== undefined) return known;
    if (types.isProxy(value) && !isError(value)) return value; // which nothing can send
    if (Array.isArray(value)) return this.#array(value);
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) return this.#fields(value);
    if (types.isMap(value)) return this.#map(value);
    if (types.isSet(value)) return this.#set(value);
    if (isError(value)) return this.#error(value);
    if (Object.prototype.toString.call(value) === '[object Object]') return this.#fields({ ...value }, value);
    this.hasOthers = true;
    return value;
  }

  #fields(fields: object, of = fields): object {
    const copy: Record<string, unknown> = {};
    this.#copies.set(of, copy);
    for (const key in fields) {
      const value = this.of((fields as Record<string, unknown>)[key]);
      if (key === '__proto__') Object.defineProperty(copy, key, { value, enumerable: true });
      else copy[key] = value;
    }
    return copy;
  }

  #array(array: readonly unknown[]): unknown[] {
    const copy: unknown[] = [];
    this.#copies.set(array, copy);
    copy.length = array.length;
    for (const key of Object.keys(array) as unknown as number[]) copy[key] = this.of(array[key]);
    return copy;
  }

  #map(map: ReadonlyMap<unknown, unknown>): Map<unknown, unknown> {
    const copy = new Map<unknown, unknown>();
    this.#copies.set(map, copy);
    for (const [key, value] of map) copy.set(this.of(key), this.of(value));
    return copy;
  }

  #set(set: ReadonlySet<unknown>): Set<unknown> {
    const copy = new Set<unknown>();
    this.#copies.set(set, copy);
    for (const value of set) copy.add(this.of(value));
    return copy;
  }

  #error(error: Error): Error {
    const copy = new Error(); // oxlint-disable-line unicorn/error-message -- it is to have none
    copy.stack = '';
    this.#copies.set(error, copy);
    return copy;
  }
}
