import type { Observable, ObservableInput } from 'rxjs';
import { from } from '../../rxjs.js';
import { invalid } from '../../arguments.js';
import type { Pulled } from './source.js';

const ignore = (): void => {};

/** How to begin reading: items are pulled where that can be done, else they are pushed at us. */
export type Opener<T> = Pulled<T> | { readonly push: Observable<T> };

/** @throws {@link PipelineError} `invalid-argument` for what can't be read from. */
export function openerOf<T>(input: unknown): Opener<T> {
  const source = input as Partial<AsyncIterable<T> & Iterable<T> & ReadableStream<T> & Emitter> | null;
  const {
    then,
    getReader,
    on,
    destroy,
    [Symbol.asyncIterator]: asyncIterator,
    [Symbol.iterator]: iterator,
  } = Object(source ?? {});
  if (typeof getReader === 'function') {
    const stream = source as ReadableStream<T>;
    return { pull: () => pullWebStream(stream), close: () => stream.cancel() };
  }
  if (typeof asyncIterator === 'function') {
    const open = (): AsyncIterator<T> => asyncIterator.call(source);
    if (typeof on !== 'function') return { pull: open };
    return typeof destroy === 'function' ? openStream(open, source as Emitter) : openEmitter(open);
  }
  if (typeof iterator === 'function') return { pull: () => iterator.call(source) };
  if (typeof then === 'function') then.call(source, ignore, ignore); // the run tells of it when it begins
  try {
    return { push: from(input as ObservableInput<T>) };
  } catch {
    throw invalid(
      'queue',
      'from',
      'an iterable, an async iterable, a stream, an Observable or a promise',
      input,
    );
  }
}

/** Closes what nothing was read from. */
export async function closeUnread(opener: Opener<unknown> | undefined): Promise<void> {
  try {
    if (opener !== undefined && 'pull' in opener) await opener.close?.();
  } catch {
    // It has nothing to give, and no reader.
  }
}

/** How many items there are, where that can be told without reading: arrays, sets and maps tell; a promise is one. */
export function sizeOf(input: unknown): number | undefined {
  const { length, size, then } = Object(input ?? {});
  if (typeof then === 'function') return 1;
  if (Array.isArray(input) || ArrayBuffer.isView(input)) return length;
  return input instanceof Set || input instanceof Map ? size : undefined;
}

/** A Node stream, or another emitter that can be iterated over. */
interface Emitter {
  on(event: 'error', listener: () => void): unknown;
  destroy(): unknown;
}

/** A stream may fail before it is read, or if it never is: its reader is told what it failed with. */
function openStream<T>(open: () => AsyncIterator<T>, stream: Emitter): Pulled<T> {
  stream.on('error', ignore);
  return { pull: () => pullNodeStream(open(), stream), close: () => stream.destroy() };
}

/**
 * An emitter that is no stream, such as a `readline` interface, begins by itself, and what it emits without a
 * listener is lost: its iterator listens from now on. It holds back its input when it has a thousand lines.
 */
function openEmitter<T>(open: () => AsyncIterator<T>): Pulled<T> {
  const items = open();
  return { pull: () => items, close: () => items.return?.() };
}

// A stream's own async iterator is a generator: `return()` waits for the read under way, which may never
// end. These close the stream itself.

function pullWebStream<T>(stream: ReadableStream<T>): AsyncIterator<T, undefined> {
  const reader = stream.getReader();
  return {
    next: async () => {
      const { done, value } = await reader.read();
      return done ? { done, value: undefined } : { done, value };
    },
    return: async () => {
      await reader.cancel();
      return { done: true, value: undefined };
    },
  };
}

function pullNodeStream<T>(items: AsyncIterator<T>, stream: Emitter): AsyncIterator<T> {
  return {
    next: () => items.next(),
    return: async () => {
      stream.destroy();
      return { done: true, value: undefined };
    },
  };
}
