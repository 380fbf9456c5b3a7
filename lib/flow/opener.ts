import { from, type Observable, type ObservableInput } from 'rxjs';
import { invalid } from '../arguments.js';
import type { Pull } from './source.js';

/** How to begin reading: items are pulled where that can be done, else they are pushed at us. */
export type Opener<T> = { readonly pull: Pull<T> } | { readonly push: Observable<T> };

/** @throws {@link PipelineError} `invalid-argument` for what nobody can read from. */
export function openerOf<T>(input: unknown): Opener<T> {
  const source = input as Partial<AsyncIterable<T> & Iterable<T> & ReadableStream<T>> | null;
  const {
    [Symbol.asyncIterator]: asyncIterator,
    [Symbol.iterator]: iterator,
    getReader,
  } = Object(source ?? {});
  if (typeof asyncIterator === 'function') return { pull: () => asyncIterator.call(source) };
  if (typeof iterator === 'function') return { pull: () => iterator.call(source) };
  if (typeof getReader === 'function') return { pull: () => pullStream(source as ReadableStream<T>) };
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

/** For web streams that can't be iterated over, as in some browsers' polyfills. */
async function* pullStream<T>(stream: ReadableStream<T>): AsyncGenerator<T, void> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const result = await reader.read();
      if (result.done) return;
      yield result.value;
    }
  } finally {
    await reader.cancel();
  }
}
