// What workers do with numbers. An ordinary module: every library imports the same.

export const increment = (n: number): number => n + 1;

/** Keeps a core busy for so many microseconds. */
function burn(microseconds: number): void {
  const end = performance.now() + microseconds / 1000;
  while (performance.now() < end);
}

export function burn20(n: number): number {
  burn(20);
  return n;
}

export function burn50(n: number): number {
  burn(50);
  return n;
}

export function burn80(n: number): number {
  burn(80);
  return n;
}

export function burn200(n: number): number {
  burn(200);
  return n;
}
