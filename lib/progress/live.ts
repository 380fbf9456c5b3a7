import { clearScreenDown, cursorTo, moveCursor } from 'node:readline';
import type { WriteStream } from 'node:tty';
import { beforeWrites } from './before-writes.js';
import { widthOf } from './columns.js';

/** Lines at the foot of a terminal that are drawn again and again; what a program prints goes above them. */
export class Live {
  readonly #terminal: WriteStream;
  readonly #writeTo: WriteStream['write'];
  readonly #restore: (() => void)[] = [];
  #drawn = 0;
  #isMidLine = false;

  constructor(terminal: WriteStream, others: readonly WriteStream[]) {
    this.#terminal = terminal;
    this.#writeTo = terminal.write.bind(terminal);
    for (const stream of new Set([terminal, ...others])) if (stream.isTTY) this.#printAbove(stream);
  }

  draw(lines: readonly string[]): void {
    this.#clear();
    const columns = this.#terminal.columns || 80; // a terminal without a size has 0
    const rows = this.#terminal.rows || 24;
    const room = Math.max(1, rows - 2);
    const shown =
      lines.length <= room ? lines : [...lines.slice(0, room - 1), `… and ${lines.length - room + 1} more`];
    if (this.#isMidLine) this.#writeTo('\n');
    this.#isMidLine = false;
    this.#writeTo(shown.map((line) => `${clip(line, columns - 1)}\n`).join(''));
    this.#drawn = shown.length;
  }

  /** Takes the lines away. */
  end(): void {
    this.#clear();
    for (const restore of this.#restore.splice(0)) restore();
  }

  #clear(): void {
    if (this.#drawn === 0) return;
    const screen = { write: this.#writeTo } as WriteStream;
    moveCursor(screen, 0, -this.#drawn);
    cursorTo(screen, 0);
    clearScreenDown(screen);
    this.#drawn = 0;
  }

  #printAbove(stream: WriteStream): void {
    const restore = beforeWrites(stream, (chunk) => {
      this.#clear();
      this.#isMidLine = chunk.length > 0 && !['\n', 10].includes(chunk.at(-1)!);
    });
    this.#restore.push(restore);
  }
}

function clip(line: string, columns: number): string {
  if (widthOf(line) <= columns) return line;
  let clipped = '';
  let width = 1;
  for (const character of line) {
    width += widthOf(character);
    if (width > columns) break;
    clipped += character;
  }
  return `${clipped}…`;
}
