import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll } from '@jest/globals';

/** A folder of the spec's own, where workers of both kinds leave marks. */
export interface Folder {
  /** A path that no other call has returned. */
  mark(): string;
  /** A file with that content, as a URL. */
  file(name: string, content: string): URL;
}

export function useFolder(): Folder {
  let path: string;
  let marks = 0;
  beforeAll(() => {
    path = mkdtempSync(join(tmpdir(), 'skorche-workers-spec-'));
  });
  afterAll(() => rmSync(path, { recursive: true }));
  return {
    mark: () => join(path, `mark-${++marks}`),
    file: (name, content) => {
      const file = join(path, name);
      writeFileSync(file, content);
      return pathToFileURL(file);
    },
  };
}

/** Resolves when a worker has left the mark. */
export async function marked(mark: string): Promise<void> {
  while (!existsSync(mark)) await sleep(2);
}
