import { createRequire } from 'node:module';

/**
 * Loads what puts listeners on `process`, and takes off exactly those it added:
 * threads.js would end the process with code 0 on Ctrl-C, and keep workers alive after uncaught errors.
 * Synchronously: nobody else's listeners can come in between.
 */
export function quietly<Module>(load: () => Module, events: readonly string[]): Module {
  const before = events.map((event) => new Set(process.rawListeners(event)));
  const loaded = withRequire(load);
  events.forEach((event, i) => {
    for (const listener of process.rawListeners(event)) {
      if (!before[i]!.has(listener)) process.removeListener(event, listener as () => void);
    }
  });
  return loaded;
}

/** What bundlers call `require`. Where it is missing, threads.js evaluates text, which a program may forbid. */
const REQUIRE = '__non_webpack_require__';

function withRequire<T>(load: () => T): T {
  const scope = globalThis as Record<string, unknown>;
  const before = Object.getOwnPropertyDescriptor(scope, REQUIRE);
  scope[REQUIRE] = createRequire(import.meta.url);
  try {
    return load();
  } finally {
    if (before === undefined) delete scope[REQUIRE];
    else Object.defineProperty(scope, REQUIRE, before);
  }
}
