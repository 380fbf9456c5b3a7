// What workers do with bytes: as many come back as came.

export interface Bytes {
  readonly id: number;
  readonly data: Uint8Array;
}

export function stamp({ id, data }: Bytes): Bytes {
  const result = data.slice();
  result[0] = 255 - result[0]!;
  return { id, data: result };
}
