import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { problem, type Archive, type Problem } from './items.js';

/** How long a server may take for one archive, in milliseconds. */
const PATIENCE = 30_000;

/** Brings an archive here: from a web server if `address` is an `http:` or `https:` URL, else from a file. */
export async function download(address: string): Promise<Archive | Problem> {
  try {
    const bytes = await (/^https?:/i.test(address) ? fetchBytes(address) : readFile(pathOf(address)));
    return { kind: 'archive', name: nameOf(address), bytes };
  } catch (error) {
    return problem(address, error);
  }
}

async function fetchBytes(url: string): Promise<Uint8Array> {
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(`the server answered ${response.status} ${response.statusText}`);
  return new Uint8Array(await response.arrayBuffer());
}

function pathOf(address: string): string {
  return /^file:/i.test(address) ? fileURLToPath(address) : address;
}

/** The last part of a path or of a URL, without its query. */
function nameOf(address: string): string {
  if (!URL.canParse(address) || !/^(https?|file):/i.test(address)) return basename(address);
  const { pathname, host } = new URL(address);
  return basename(decodeURIComponent(pathname)) || host;
}
