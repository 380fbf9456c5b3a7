/* oxlint-disable no-underscore-dangle -- Node's names */
import type { Writable } from 'node:stream';
import { isMainThread } from 'node:worker_threads';

/** Bytes that a thread may have printed before the main thread asked for more: then it prints when that has time. */
const MOST_AHEAD = 2 ** 20;

/** The parts of Node's streams that are meant here. */
interface Output extends Writable {
  /** Of a process, where it isn't a file. */
  readonly _handle?: { setBlocking?(isBlocking: boolean): void };
  /** Of a thread. */
  _writev(chunks: readonly { readonly chunk: { readonly length: number } }[], done: () => void): void;
}

/** Has all that is printed in this worker leave it at once: it may end, or compute for ever, right after. */
export function printAtOnce(): void {
  for (const stream of [process.stdout, process.stderr] as unknown as Output[]) {
    if (isMainThread) stream._handle?.setBlocking?.(true);
    else postAtOnce(stream);
  }
}

/** Node posts one chunk, and waits until the main thread has asked for the next. */
function postAtOnce(stream: Output): void {
  const post = stream._writev.bind(stream);
  let ahead = 0;
  stream._writev = (chunks, done) => {
    for (const { chunk } of chunks) ahead += chunk.length;
    const isFar = ahead > MOST_AHEAD;
    post(chunks, () => {
      ahead = 0;
      if (isFar) done();
    });
    if (!isFar) done();
  };
}
