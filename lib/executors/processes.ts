import { fileURLToPath } from 'node:url';
import { DefaultDeserializer, deserialize, serialize } from 'node:v8';
import type { Tinypool } from 'tinypool';
import { startFailed } from '../errors.js';
import type { Executor, Packet, Reply, Target, Worker } from './executor.js';
import { inheritedFlags } from './inherited-flags.js';
import { openHost, Unsent, type Host } from './worker-call.js';

const ENTRY = fileURLToPath(new URL('./process-entry.js', import.meta.url));

/** Child processes, each a tinypool of one. The only file that imports tinypool. */
export const processesExecutor: Executor = { kind: 'processes', sharesMemory: false, open: openProcess };

async function openProcess(
  targets: readonly Target[],
  died: (reason: Error) => void,
  signal: AbortSignal,
): Promise<Worker> {
  const { default: Pool } = await import('tinypool');
  if (signal.aborted) throw startFailed('process', targets, signal.reason);
  const pool = new Pool({
    runtime: 'child_process',
    filename: ENTRY,
    env: process.env as Record<string, string>, // without it, none at all
    execArgv: inheritedFlags(),
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
    throw startFailed('process', targets, error);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
  pool.on('error', end); // it died while it had nothing to do
  return {
    run: async (packet) => {
      try {
        return await host.run(packet);
      } catch (error) {
        if (!(error instanceof Unsent)) end(error as Error);
        throw error;
      }
    },
    abort: () => void host.abort().catch(() => {}),
    ref: () => {}, // tinypool keeps the process alive while calls are under way, and no longer
    unref: () => {},
    close: async () => {
      isOver = true;
      await pool.destroy();
    },
  };
}

/** Node's deserializer makes typed arrays windows on what was received: here each gets memory of its own. */
class OwnMemory extends DefaultDeserializer {
  _readHostObject(): ArrayBufferView {
    const base = DefaultDeserializer.prototype as unknown as { _readHostObject(): ArrayBufferView };
    const view = base._readHostObject.call(this); // oxlint-disable-line no-underscore-dangle -- Node's name
    const { buffer, byteOffset, byteLength } = view;
    if (Buffer.isBuffer(view)) return Buffer.from(view);
    if (!('slice' in view)) return new DataView(buffer.slice(byteOffset, byteOffset + byteLength));
    return (view as Uint8Array).slice();
  }
}

/** The exports of process-entry.ts, called by name. */
function hostOf(pool: Tinypool): Host {
  return {
    open: (targets) => pool.run(targets, { name: 'open' }),
    run: async (packet) => {
      const answer = (await pool.run(bytesOf(packet), { name: 'run' })) as Uint8Array;
      const reader = new OwnMemory(answer);
      reader.readHeader();
      return reader.readValue() as Reply;
    },
    abort: () => pool.run(undefined, { name: 'abort' }),
  };
}

function bytesOf(packet: Packet): Uint8Array {
  try {
    const bytes = serialize(packet);
    if (!packet.items.every(isPrimitive)) deserialize(bytes); // shared memory can be written, but not read
    return bytes;
  } catch (error) {
    throw new Unsent(error);
  }
}

function isPrimitive(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}
