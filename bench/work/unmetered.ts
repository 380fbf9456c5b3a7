// Takes the meters out of the library when it is loaded: module hooks, for `register` of node:module.
import type { LoadHook } from 'node:module';

type Edit = (source: string) => string;

/** Edits by the end of a module's URL. */
const EDITS: Readonly<Record<string, Edit>> = {
  '/dist/insight/meter.js': idle('Meter', ['begin', 'becomes', 'ran']),
  '/dist/insight/allowance.js': idle('Allowance', ['at', 'spend']),
  '/dist/insight/marks.js': idle('Marks', ['isDue', 'add']),
  '/dist/loop/timed-calls.js': idle('TimedCalls', ['begins', 'ended']),
  // What is not timed must pass for quick: else it would not be taken on the spot.
  '/dist/insight/latency.js': replace(/lately = Infinity;/, 'lately = 0;'),
  // The look at the clock after every turn of a node; those that keep turns short stay.
  '/dist/loop/scheduler.js': replace(
    /(pump\.pump\(\);\s*const begun = this\.#time;)\s*this\.#time = this\.clock\.now\(\);/,
    '$1',
  ),
};

export const load: LoadHook = async (url, context, nextLoad) => {
  const loaded = await nextLoad(url, context);
  const [path, edit] = Object.entries(EDITS).find(([end]) => url.endsWith(end)) ?? [];
  if (path === undefined || edit === undefined) return loaded;
  const before = String(loaded.source);
  const after = edit(before);
  if (after === before) throw new Error(`${path}: the meters are not where they were`);
  return { ...loaded, source: after };
};

/** A class whose methods do nothing, and return 0, in place of the one that the module exports. */
function idle(name: string, methods: readonly string[]): Edit {
  const empty = methods.map((method) => `${method}() { return 0; }`).join(' ');
  return (source) => {
    if (!methods.every((method) => new RegExp(`^ +${method}\\(`, 'm').test(source))) return source;
    const renamed = source.replace(`export class ${name} {`, `class Whole${name} {`);
    return renamed === source
      ? source
      : `${renamed}\nexport class ${name} extends Whole${name} { ${empty} }\n`;
  };
}

function replace(pattern: RegExp, replacement: string): Edit {
  return (source) => source.replace(pattern, replacement);
}
