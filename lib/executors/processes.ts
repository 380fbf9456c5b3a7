import { fileURLToPath } from 'node:url';
import { deserialize } from 'node:v8';
import type { Tinypool } from 'tinypool';
import { startFailed } from '../errors.js';
import type { Executor, Reply, Target, Worker } from './executor.js';
import { isCloneError, openHost, runPacket, type Host } from './worker-call.js';

const ENTRY = fileURLToPath(new URL('./process-entry.js', import.meta.url));

/** Child processes, each a tinypool of one. The only file that imports tinypool. */
export const processesExecutor: Executor = { kind: 'processes', sharesMemory: false, open: openProcess };

async function openProcess(
  targets: readonly Target[],
  died: (reason: Error) => void,
  signal: AbortSignal,
): Promise<Worker> {
  const { default: Pool } = await import('tinypool');
  const pool = new Pool({
    runtime: 'child_process',
    filename: ENTRY,
    serialization: 'advanced', // the default is JSON, which loses Maps, dates, typed arrays and undefined
    minThreads: 1,
    maxThreads: 1,
    concurrentTasksPerWorker: Number.MAX_SAFE_INTEGER,
  });
  const host = hostOf(pool);
  let isOver = false;
  const end = (reason: Error): void => {
    if (isOver) return;
    isOver = true;
    void pool.destroy(); // tinypool has put another process in its place, which nobody asked for
    died(reason);
  };
  const giveUp = (): void => void pool.destroy();
  signal.addEventListener('abort', giveUp);
  try {
    await openHost(host, targets);
  } catch (error) {
    await pool.destroy();
    throw startFailed('process', error);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
  pool.on('error', end); // it died while it had nothing to do
  return {
    run: async (packet) => {
      try {
        return await runPacket(host, packet);
      } catch (error) {
        if (!isCloneError(error)) end(error as Error);
        throw error;
      }
    },
    abort: () => void host.abort().catch(() => {}),
    hold: () => {}, // tinypool holds the process while calls are under way
    close: async () => {
      isOver = true;
      await pool.destroy();
    },
  };
}

/** The exports of process-entry.ts, called by name. */
function hostOf(pool: Tinypool): Host {
  return {
    open: (targets) => pool.run(targets, { name: 'open' }),
    run: async (packet) => deserialize((await pool.run(packet, { name: 'run' })) as Uint8Array) as Reply,
    salvage: async () => undefined, // done on the other side
    abort: () => pool.run(undefined, { name: 'abort' }),
  };
}
