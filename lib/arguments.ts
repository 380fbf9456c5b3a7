import { inspect } from 'node:util';
import { PipelineError } from './errors.js';

/** The one sentence for a wrong value: where, which name, what it should be, what it is. */
export function invalid(where: string, name: string, expected: string, value: unknown): PipelineError {
  const shown = inspect(value, { depth: 0, breakLength: Infinity, maxStringLength: 40 });
  const type = value === null ? 'null' : typeof value;
  return new PipelineError(
    'invalid-argument',
    `${where}: expected \`${name}\` to be ${expected}, got \`${shown}\` (${type})`,
  );
}

/** A queue is to read from one of its own pipeline. */
export function ownQueue(name: string): PipelineError {
  return invalid(
    'queue',
    'from',
    'something else than a queue of the same pipeline (use the queue itself)',
    name,
  );
}

/** @throws unless `value` is undefined or an integer from `from` and up. */
export function checkInteger(where: string, name: string, value: unknown, from: number): void {
  if (value === undefined || (Number.isInteger(value) && (value as number) >= from)) return;
  throw invalid(where, name, `an integer from ${from} and up`, value);
}

/** @throws unless `value` is undefined or a finite number of milliseconds from `from` and up. */
export function checkDuration(where: string, name: string, value: unknown, from: number): void {
  if (value === undefined || (Number.isFinite(value) && (value as number) >= from)) return;
  throw invalid(where, name, `a number of milliseconds from ${from} and up`, value);
}

/** @throws unless `value` is undefined or a finite number above 0. */
export function checkPositive(where: string, name: string, value: unknown): void {
  if (value === undefined || (Number.isFinite(value) && (value as number) > 0)) return;
  throw invalid(where, name, 'a number above 0', value);
}

/** @throws unless `value` is a function. */
export function checkFunction(where: string, name: string, value: unknown): void {
  if (typeof value !== 'function') throw invalid(where, name, 'a function', value);
}

/** @throws unless `value` is undefined, or of the type named. */
export function checkType(where: string, name: string, value: unknown, type: 'boolean' | 'string'): void {
  if (value !== undefined && typeof value !== type) throw invalid(where, name, `a ${type}`, value);
}

/** @throws unless `options` is undefined, or an object with none but the `known` keys. */
export function checkKeys(where: string, options: unknown, known: readonly string[]): void {
  if (options === undefined) return;
  if (typeof options !== 'object' || options === null) throw invalid(where, 'options', 'an object', options);
  for (const key of Object.keys(options)) {
    if (!known.includes(key)) {
      throw new PipelineError(
        'invalid-argument',
        `${where}: there is no option \`${key}\`. It takes ${[...new Set(known)].map((name) => `\`${name}\``).join(', ')}.`,
      );
    }
  }
}
