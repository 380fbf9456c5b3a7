import type { Readable, Writable } from 'node:stream';

/** What waits to be written, by where: one listener for all, however many processes there are. */
const waiting = new WeakMap<Writable, Set<Readable>>();

/** Writes what comes `from` a process `to` where this one prints; where that is slow, the process waits. */
export function passOn(from: Readable, to: Writable): void {
  from.on('data', (chunk: Buffer) => {
    if (to.write(chunk) || to.destroyed) return;
    from.pause();
    lineOf(to).add(from);
  });
}

/** Those that go on when more can be written, or nothing any more. */
function lineOf(to: Writable): Set<Readable> {
  const known = waiting.get(to);
  if (known !== undefined) return known;
  const line = new Set<Readable>();
  const goOn = (): void => {
    waiting.delete(to);
    for (const event of GOES_ON) to.off(event, goOn);
    for (const from of line) from.resume();
  };
  waiting.set(to, line);
  for (const event of GOES_ON) to.on(event, goOn);
  return line;
}

const GOES_ON = ['drain', 'close'] as const;
