import { fileURLToPath } from 'node:url';
import { DefaultDeserializer, serialize } from 'node:v8';
import { sharedMemory, startFailed } from '../../errors.js';
import type { Death, Packet, Reply, Target, Worker } from '../executor.js';
import type { Refusal } from '../host.js';
import { sealPacket } from '../messages.js';
import { open } from '../values/seal.js';
import { openHost, Unsent, type Host } from '../worker-call.js';
import { Child } from './child.js';

const ENTRY = fileURLToPath(new URL('./worker-process.js', import.meta.url));

/** Opens a child process (`Executor.open`). */
export async function openProcess(
  targets: readonly Target[],
  died: (death: Death) => void,
  signal: AbortSignal,
): Promise<Worker> {
  let isClosing = false;
  const close = (): Promise<void> => {
    isClosing = true;
    return child.end();
  };
  const child = spawnFor(targets, (death) => {
    if (!isClosing) died(death);
  });
  const host = hostOf(child);
  const giveUp = (): void => void close();
  signal.addEventListener('abort', giveUp);
  try {
    await openHost(host, targets);
  } catch (error) {
    await close();
    throw startFailed('process', targets, error);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
  return {
    run: (packet) => host.run(packet),
    abort: () => void host.abort().catch(() => {}),
    ref: () => child.ref(),
    unref: () => child.unref(),
    close,
  };
}

function spawnFor(targets: readonly Target[], gone: (death: Death) => void): Child {
  try {
    return new Child(ENTRY, gone);
  } catch (error) {
    throw startFailed('process', targets, error);
  }
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

/** What worker-process.ts offers. */
function hostOf(child: Child): Host {
  return {
    open: (targets) => child.call('open', targets) as Promise<Refusal | undefined>,
    run: async (packet) => {
      const answer = (await child.call('run', bytesOf(packet))) as Uint8Array;
      const reader = new OwnMemory(answer);
      reader.readHeader();
      const reply = reader.readValue() as Reply;
      open(reply);
      return reply;
    },
    abort: () => child.call('abort') as Promise<void>,
  };
}

function bytesOf(packet: Packet): Uint8Array {
  try {
    const sealed = sealPacket(packet);
    if (sealed.hasSharedMemory) throw sharedMemory();
    return serialize(sealed.packet);
  } catch (error) {
    throw new Unsent(error);
  }
}
