/** How many objects are looked at: more than items have, unless their getters make new ones without end. */
const MOST_PARTS = 2_000_000;

/** A message with values, and the Buffers among them. */
interface Message {
  readonly buffers?: readonly Uint8Array[] | undefined;
}

/**
 * The message with the Buffers in `values` beside them: a clone of a `Buffer` is a `Uint8Array`. What is twice
 * in a message is twice in its clone, so the receiver knows them, and can {@link revive} them.
 */
export function withBuffers<T extends Message>(message: T, values: readonly unknown[]): T {
  const buffers = buffersIn(values);
  return { ...message, buffers: buffers.length === 0 ? undefined : buffers };
}

/** Makes Buffers again of those in a message that has come. */
export function revive({ buffers }: Message): void {
  for (const bytes of buffers ?? []) Object.setPrototypeOf(bytes, Buffer.prototype);
}

function buffersIn(values: readonly unknown[]): Buffer[] {
  const buffers: Buffer[] = [];
  const seen = new Set<object>();
  const parts: object[] = [];
  const add = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    parts.push(value);
  };
  for (const value of values) add(value);
  for (let part = parts.pop(); part !== undefined && seen.size < MOST_PARTS; part = parts.pop()) {
    if (Buffer.isBuffer(part)) buffers.push(part);
    else if (!ArrayBuffer.isView(part)) for (const inner of contentOf(part)) add(inner);
  }
  return buffers;
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
