import { fileURLToPath } from 'node:url';
import type { Target } from './executor.js';

type Fields = Readonly<Record<string, unknown>>;

/** What Node says of TypeScript that it can't run. */
const NEEDS_LOADER = new Set<unknown>(['ERR_UNKNOWN_FILE_EXTENSION', 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX']);
const TYPESCRIPT = /\.[cm]?tsx?\b/;

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

/** What to do about a module that can't be imported since it is TypeScript; nothing if that is not why. */
export function adviceOn(module: string, error: { readonly code?: unknown; readonly url?: unknown }): string {
  const { code, url } = error;
  const isMissing = code === 'ERR_MODULE_NOT_FOUND' && /\.[cm]?js$/.test(String(url));
  if (!TYPESCRIPT.test(module) || (!NEEDS_LOADER.has(code) && !isMissing)) return '';
  return `. Node runs TypeScript from 22.18, if it is erasable and imports files by their own names, './file.ts'. A loader given by --import runs the rest: workers inherit it, and in threads it must register itself again (tsx needs two lines for that: see the guide on TypeScript). Or name the compiled module.`;
}

/** What every object and function has was not exported by anybody. */
function fieldOf(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) || !(name in Function.prototype) ? fields[name] : undefined;
}

function functionsAmong(fields: Fields): string[] {
  return Object.keys(fields).filter((key) => typeof fields[key] === 'function');
}
