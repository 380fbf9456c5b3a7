import { afterAll } from '@jest/globals';
import { createReadStream, existsSync, mkdtempSync, rmSync, writeFileSync, type ReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nextTurn } from './pace.js';
import { IN_A_CHUNK, type SourceRecipe } from './source-recipe.js';

/** Bytes that are read at a time: they cut lines anywhere. */
const LINES = { highWaterMark: 16 };
const BYTES = { highWaterMark: IN_A_CHUNK * Int32Array.BYTES_PER_ELEMENT };

let folder: string | undefined;
afterAll(() => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

/** The numbers as a file of lines; the last has a newline, or hasn't. */
export function streamOfLines(items: readonly number[], { lag }: SourceRecipe): ReadStream {
  return createReadStream(linesOf(items, lag), LINES);
}

export function openLines(items: readonly number[], { lag }: SourceRecipe): Promise<FileHandle> {
  return open(linesOf(items, lag));
}

export function readLines(file: FileHandle): AsyncIterable<string> {
  return file.readLines(LINES);
}

/** The numbers as a file of so many bytes each. */
export function streamOfBytes(items: readonly number[]): ReadStream {
  return createReadStream(fileOf(items, 'bytes', bytesOf(items)), BYTES);
}

/** The same bytes as a web stream. */
export function webBytes(items: readonly number[]): ReadableStream<Uint8Array> {
  const bytes = bytesOf(items);
  let at = 0;
  return new ReadableStream({
    type: 'bytes',
    async pull(controller) {
      if (at % (2 * BYTES.highWaterMark) === 0) await nextTurn();
      const chunk = bytes.subarray(at, (at += BYTES.highWaterMark));
      if (chunk.length > 0) controller.enqueue(Uint8Array.from(chunk));
      else controller.close();
    },
  });
}

/** The numbers in such bytes. */
export function numbersOfBytes(bytes: Uint8Array): number[] {
  return [...new Int32Array(Uint8Array.from(bytes).buffer)];
}

function bytesOf(items: readonly number[]): Uint8Array {
  return new Uint8Array(Int32Array.from(items).buffer);
}

function linesOf(items: readonly number[], lag: number): string {
  const end = lag % 2 === 0 && items.length > 0 ? '\n' : '';
  return fileOf(items, `lines${lag % 2}`, items.join('\n') + end);
}

function fileOf(items: readonly number[], name: string, content: string | Uint8Array): string {
  folder ??= mkdtempSync(join(tmpdir(), 'skorche-numbers-'));
  const path = join(folder, `${name} ${items[0]} ${items.length}`);
  if (!existsSync(path)) writeFileSync(path, content);
  return path;
}
