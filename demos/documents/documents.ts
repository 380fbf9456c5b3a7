import { parse } from 'node-html-parser';
import type { Document, Text } from './items.js';
import { htmlOf } from './markdown.js';

/** Longest title that is shown whole. */
const TITLE = 100;

/** The text of a plain text, Markdown or HTML file, and its title. */
export function readDocument({ name, archive, bytes }: Document): Text {
  const { title, text } = extract(name, decode(bytes));
  return { kind: 'text', name, archive, title: shorten(title) || name, text };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll('\r\n', '\n');
  } catch {
    throw new Error('is not text in UTF-8');
  }
}

function extract(name: string, source: string): { title: string; text: string } {
  if (/\.html?$/i.test(name)) return fromHtml(source);
  if (/\.(md|markdown)$/i.test(name)) return fromHtml(htmlOf(source));
  return { title: source.split('\n').find((line) => /\p{L}/u.test(line)) ?? '', text: source };
}

function fromHtml(source: string): { title: string; text: string } {
  const root = parse(source, {
    blockTextElements: { script: false, noscript: false, style: false, pre: true },
  });
  const titles = [root.querySelector('title'), ...root.querySelectorAll('h1')].map(
    (node) => node?.textContent ?? '',
  );
  return { title: titles.find((title) => /\p{L}/u.test(title)) ?? '', text: root.structuredText };
}

function shorten(title: string): string {
  const line = title
    .slice(0, 2 * TITLE)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^ |[ #]+$/g, '');
  return line.length > TITLE ? `${line.slice(0, TITLE - 1)}…` : line;
}
