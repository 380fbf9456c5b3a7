import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TaskContext } from 'skorche';
import type { Archive } from './items.js';

/** Brings an archive here: from a web server if `address` is an `http:` or `https:` URL, else from a file. */
export async function download(address: string, { signal }: TaskContext): Promise<Archive> {
  const isOnline = /^https?:/i.test(address);
  const bytes = await (isOnline ? fetchBytes(address, signal) : readFile(pathOf(address), { signal }));
  return { kind: 'archive', name: nameOf(address), bytes };
}

async function fetchBytes(url: string, signal: AbortSignal): Promise<Uint8Array> {
  const response = await fetch(url, { signal });
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
