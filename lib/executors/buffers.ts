/** Most objects among which Buffers are looked for: more than items have, unless their getters make new ones without end. */
const MOST = 2_000_000;
/** Most parts of a packet's results among which owned memory is looked for: results of more are copied. */
const MOST_SEARCHED = 10_000;

/** A message with values, and the Buffers among them. */
interface Message {
  readonly buffers?: readonly Uint8Array[] | undefined;
}

/**
 * The message with the Buffers in `values` beside them: a clone of a `Buffer` is a `Uint8Array`. What is twice
 * in a message is twice in its clone, so the receiver knows them, and can {@link revive} them.
 */
export function withBuffers<T extends Message>(message: T, values: readonly unknown[]): T {
  const buffers = [...partsOf(values, MOST, () => true)].filter((part) => Buffer.isBuffer(part));
  return { ...message, buffers: buffers.length === 0 ? undefined : buffers };
}

/** Makes Buffers again of those in a message that has come. */
export function revive({ buffers }: Message): void {
  for (const bytes of buffers ?? []) Object.setPrototypeOf(bytes, Buffer.prototype);
}

/**
 * The ArrayBuffers that results own, to be moved in place of copied: those that a view covers from the
 * first byte to the last. A small `Buffer` is a window on a pool that others use, and stays.
 */
export function ownedBuffers(values: readonly unknown[]): ArrayBuffer[] {
  const parts = partsOf(values, MOST_SEARCHED, isPlain);
  if (parts.size > MOST_SEARCHED) return [];
  const owned = new Set<ArrayBuffer>();
  for (const part of parts) {
    if (part instanceof ArrayBuffer) addOwned(owned, { buffer: part, byteLength: part.byteLength });
    else if (ArrayBuffer.isView(part)) addOwned(owned, part);
  }
  return [...owned];
}

/** One that is empty may have been moved away already: it is nobody's. */
function addOwned(
  owned: Set<ArrayBuffer>,
  { buffer, byteLength }: Pick<ArrayBufferView, 'buffer' | 'byteLength'>,
): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength && byteLength > 0) owned.add(buffer);
}

/** The objects that values are made of, each once; the search ends when there are more than `most`. */
function partsOf(
  values: readonly unknown[],
  most: number,
  isSearched: (part: object) => boolean,
): ReadonlySet<object> {
  const parts = new Set<object>();
  const add = (value: unknown): void => {
    if (typeof value === 'object' && value !== null) parts.add(value);
  };
  for (const value of values) add(value);
  // What is added to a Set while it is gone through has its turn as well.
  for (const part of parts) {
    if (parts.size > most) break;
    if (!ArrayBuffer.isView(part) && isSearched(part)) for (const inner of contentOf(part)) add(inner);
  }
  return parts;
}

/** What is cloned along with an object. What can't be read can't be cloned either: whoever does that will say so. */
function contentOf(part: object): Iterable<unknown> {
  try {
    if (Array.isArray(part) || part instanceof Set) return part;
    if (part instanceof Map) return [...part.keys(), ...part.values()];
    return Object.values(part);
  } catch {
    return [];
  }
}

/** Whether it is no instance of a class of its own, which might keep what is in it. */
function isPlain(part: object): boolean {
  if (Array.isArray(part) || part instanceof Map || part instanceof Set) return true;
  const prototype: unknown = Object.getPrototypeOf(part);
  return prototype === Object.prototype || prototype === null;
}
