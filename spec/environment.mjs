import { AsyncLocalStorage } from 'node:async_hooks';
import { TestEnvironment } from 'jest-environment-node';

/** Those that were used since the last file of specs: Jest makes one for every file, and never lets go of it. */
const used = new Set();
const { run } = AsyncLocalStorage.prototype;
AsyncLocalStorage.prototype.run = function remembered(...args) {
  used.add(this);
  return run.apply(this, args);
};

/** Node's own environment; but until Node 24, each `AsyncLocalStorage` in use makes every promise of the process dearer. */
export default class Environment extends TestEnvironment {
  async teardown() {
    for (const storage of used) storage.disable();
    used.clear();
    await super.teardown();
  }
}
