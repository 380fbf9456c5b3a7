/**
 * A name as it can stand in a picture: line ends of one kind, and a replacement character for what XML
 * has no way to write.
 */
export function drawable(name: string): string {
  // oxlint-disable-next-line no-control-regex -- those are what must not get through
  return name.replaceAll(/\r\n?/g, '\n').replaceAll(/[\0-\x08\v\f\x0E-\x1F\x7F\uFFFE\uFFFF]/g, '\uFFFD');
}

/** For HTML-like labels. Graphviz puts names in place of `\N` and the like there too, unless a tag comes between. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`)
    .replaceAll(/\\(?=[NGETHL])/g, String.raw`<font>\</font>`);
}
