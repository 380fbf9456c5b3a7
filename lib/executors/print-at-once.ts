/* oxlint-disable no-underscore-dangle -- Node's names */
import type { Writable } from 'node:stream';
import { isMainThread } from 'node:worker_threads';

/** Bytes that a thread may have printed before the main thread asked for more: then its answer waits until that has. */
const MOST_AHEAD = 2 ** 20;

/** The parts of Node's streams that are meant here. */
interface Output extends Writable {
  /** Of a process, where it isn't a file. */
  readonly _handle?: { setBlocking?(isBlocking: boolean): void };
  /** Of a thread. */
  _writev(chunks: readonly { readonly chunk: { readonly length: number } }[], done: () => void): void;
}

const outputs = (): Output[] => [process.stdout, process.stderr] as unknown as Output[];

/** Has all that is printed in this worker leave it at once: it may end, or compute for ever, right after. */
export function printAtOnce(): void {
  for (const stream of outputs()) {
    if (isMainThread) stream._handle?.setBlocking?.(true);
    else postAtOnce(stream);
  }
}

/** Whether something was printed that has not left yet. */
export function hasPrinted(): boolean {
  return process.stdout.writableLength + process.stderr.writableLength > 0;
}

/** Resolves when all that was printed has left. */
export async function printed(): Promise<void> {
  for (const stream of outputs()) await new Promise((resolve) => stream.write('', resolve));
}

/** Node posts one chunk, and waits until the main thread has asked for the next. */
function postAtOnce(stream: Output): void {
  const post = stream._writev.bind(stream);
  let ahead = 0;
  let most = MOST_AHEAD;
  let waits: (() => void) | undefined;
  const goOn = (): void => {
    ahead = 0;
    const done = waits;
    waits = undefined;
    done?.();
  };
  stream._writev = (chunks, done) => {
    for (const { chunk } of chunks) ahead += chunk.length;
    if (ahead > most) {
      waits = done;
      post(chunks, goOn);
    } else {
      post(chunks, () => void (ahead = 0));
      done();
    }
  };
  process.once('exit', () => {
    most = Infinity; // none will ask any more
    goOn();
  });
}
