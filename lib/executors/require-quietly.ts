import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * Loads a CommonJS module that puts listeners on `process` and takes off exactly those it added:
 * threads.js would end the process with code 0 on Ctrl-C, and keep workers alive after uncaught errors.
 * Synchronously: nobody else's listeners can come in between.
 */
export function requireQuietly<Module>(
  name: string,
  events: readonly NodeJS.Signals[] | readonly string[],
): Module {
  const before = events.map((event) => new Set(process.rawListeners(event)));
  const loaded = require(name) as Module;
  events.forEach((event, i) => {
    for (const listener of process.rawListeners(event)) {
      if (!before[i]!.has(listener)) process.removeListener(event, listener as () => void);
    }
  });
  return loaded;
}
