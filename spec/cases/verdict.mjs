import { writeSync } from 'node:fs';
import { inspect, isDeepStrictEqual } from 'node:util';

// A case says nothing when all is right; else what is wrong, a line each, and it ends with exit code 1.

let wrong = '';

/** Remembers what is not as it should be: true, if nothing else is said. */
export function check(what, actual, ...rest) {
  const expected = rest.length === 0 ? true : rest[0];
  if (!isDeepStrictEqual(actual, expected)) wrong += `${what}: ${shown(actual)}, not ${shown(expected)}\n`;
}

function shown(value) {
  return inspect(value, { compact: true, breakLength: Infinity, maxArrayLength: 8, maxStringLength: 200 });
}

process.on('exit', () => {
  if (wrong === '') return;
  writeSync(1, wrong);
  process.exitCode = 1;
});
