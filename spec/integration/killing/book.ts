import { setEnvironmentData } from 'node:worker_threads';

/** What threads that are killed share with whoever kills them: the book of what was called. */
export interface Book {
  /** How often each item was called; in random pipelines, the first counts all calls. */
  readonly calls: Int32Array;
  /** By thread: 1 more than the item that it is at, or 0 between two calls. */
  readonly at: Int32Array;
  /** The calls at which a thread ends itself. */
  readonly plan: readonly number[];
  /** Items that have ended a thread, and are to end no other. */
  readonly spared: Int32Array;
}

/** Opens a book for all threads that start from now on. */
export function openBook(items: number, plan: readonly number[] = []): Book {
  const book = { calls: shared(items), at: shared(1024), plan, spared: shared(4096) };
  setEnvironmentData('skorche.killing', book);
  return book;
}

function shared(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT));
}
