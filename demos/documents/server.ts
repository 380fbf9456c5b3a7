import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Server {
  /** Where the archives can be downloaded. */
  readonly urls: readonly string[];
  close(): void;
}

/** Serves archives over HTTP, on a free port that only this machine can reach. */
export async function serve(archives: ReadonlyMap<string, Uint8Array>): Promise<Server> {
  const byPath = new Map([...archives].map(([name, bytes]) => [`/${encodeURIComponent(name)}`, bytes]));
  const server = createServer((request, response) => {
    const bytes = byPath.get(request.url ?? '');
    if (bytes === undefined) response.writeHead(404).end();
    else
      response
        .writeHead(200, { 'content-type': 'application/zip', 'content-length': bytes.length })
        .end(bytes);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    urls: [...byPath.keys()].map((path) => `http://127.0.0.1:${port}${path}`),
    close() {
      server.close();
      server.closeAllConnections(); // else the client's idle connections keep the process alive
    },
  };
}
