/** How many parts of a packet's results are looked at: a result of more is copied. */
const MOST_PARTS = 10_000;

/**
 * The ArrayBuffers that results own, to be moved in place of copied: those that a view covers from the
 * first byte to the last. A small `Buffer` is a window on a pool that others use, and stays.
 */
export function ownedBuffers(values: readonly unknown[]): ArrayBuffer[] {
  const owned = new Set<ArrayBuffer>();
  const seen = new Set<object>();
  const parts: unknown[] = values.filter((value) => typeof value === 'object' && value !== null);
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    if (typeof part !== 'object' || part === null || seen.has(part)) continue;
    if (seen.add(part).size > MOST_PARTS) return [];
    if (part instanceof ArrayBuffer) addOwned(owned, { buffer: part, byteLength: part.byteLength });
    else if (ArrayBuffer.isView(part)) addOwned(owned, part);
    else if (Array.isArray(part)) parts.push(...part.slice(0, MOST_PARTS));
    else if (part instanceof Map) parts.push(...part.keys(), ...part.values());
    else if (part instanceof Set) parts.push(...part);
    else if (isPlain(part)) parts.push(...Object.values(part));
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

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
