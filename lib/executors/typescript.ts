/** What Node says of TypeScript that it can't run. */
const NEEDS_LOADER = new Set<unknown>(['ERR_UNKNOWN_FILE_EXTENSION', 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX']);
const TYPESCRIPT = /\.[cm]?tsx?\b/;

/** What to do about a module that can't be imported since it is TypeScript; nothing if that is not why. */
export function adviceOn(module: string, error: { readonly code?: unknown; readonly url?: unknown }): string {
  const { code, url } = error;
  const isMissing = code === 'ERR_MODULE_NOT_FOUND' && /\.[cm]?js$/.test(String(url));
  if (!TYPESCRIPT.test(module) || (!NEEDS_LOADER.has(code) && !isMissing)) return '';
  return `. Node runs TypeScript from 22.18, if it is erasable and imports files by their own names, './file.ts'. A loader given by --import runs the rest: workers inherit it, and in threads it must register itself again (tsx needs two lines for that: see the guide on TypeScript). Or name the compiled module.`;
}
