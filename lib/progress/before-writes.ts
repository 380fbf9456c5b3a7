import type { WriteStream } from 'node:tty';

type Write = WriteStream['write'];

/** Wrappers out of use, and what each of them wraps: one that was wrapped since can't be taken off yet. */
const unused = new WeakMap<Write, Write>();

/** Calls `work` before each write to `stream`, until the function returned is called. */
export function beforeWrites(stream: WriteStream, work: (chunk: string | Uint8Array) => void): () => void {
  const write = stream.write;
  let isOver = false;
  const wrapper = ((chunk: string | Uint8Array, ...rest: []) => {
    if (!isOver) work(chunk);
    return write.call(stream, chunk, ...rest);
  }) as Write;
  stream.write = wrapper;
  return () => {
    isOver = true;
    unused.set(wrapper, write);
    takeOffUnused(stream);
  };
}

/** Those at the top: what others have wrapped is theirs to put back. */
function takeOffUnused(stream: WriteStream): void {
  let top = stream.write;
  while (unused.has(top)) top = unused.get(top)!;
  if (top === stream.write) return;
  Reflect.deleteProperty(stream, 'write');
  if (stream.write !== top) stream.write = top; // else it is the stream's own, inherited
}
