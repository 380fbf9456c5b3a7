import { fileURLToPath } from 'node:url';
import type { Target } from './executor.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The function that a module exports under a name; or why there is none. A CommonJS module's exports are the
 * fields of its default export, where Node did not find them itself.
 */
export function exportOf(exports: Fields, target: Target): Function | string {
  const fields: Fields = Object(exports['default']);
  const value = exports[target.name] ?? fieldOf(fields, target.name);
  if (typeof value === 'function') return value;
  const what =
    value === undefined
      ? `has no export "${target.name}"`
      : `exports "${target.name}", but as ${typeof value}: a task must be a function`;
  const names = new Set([...functionsAmong(exports), ...functionsAmong(fields)]);
  names.delete('module.exports'); // Node's name for the default export, from 23 on
  return `${shown(target.module)} ${what}. Functions it exports: ${[...names].join(', ') || 'none'}.`;
}

/** A module as messages name it. */
export function shown(module: string): string {
  return module.startsWith('file:') ? fileURLToPath(module) : module;
}

/** What every object and function has was not exported by anybody. */
function fieldOf(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) || !(name in Function.prototype) ? fields[name] : undefined;
}

function functionsAmong(fields: Fields): string[] {
  return Object.keys(fields).filter((key) => typeof fields[key] === 'function');
}
