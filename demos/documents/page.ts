import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { html, Markup } from './html.js';
import type { Indexed, Problem, Thumbnail } from './items.js';
import { STYLE } from './style.js';

/** Writes everything as one HTML file into a new folder for temporary files; resolves to its path. */
export async function writePage(
  results: readonly (Thumbnail | Indexed)[],
  problems: readonly Problem[],
): Promise<string> {
  const thumbnails = results.filter((result) => result.kind === 'thumbnail');
  const documents = results.filter((result) => result.kind === 'indexed');
  const file = join(await mkdtemp(join(tmpdir(), 'skorche-documents-')), 'index.html');
  await writeFile(file, page(thumbnails.toSorted(byPlace), documents.toSorted(byTitle), problems).text);
  return file;
}

function byPlace(a: Thumbnail, b: Thumbnail): number {
  return a.archive.localeCompare(b.archive) || a.name.localeCompare(b.name);
}

function byTitle(a: Indexed, b: Indexed): number {
  return a.title.localeCompare(b.title) || a.archive.localeCompare(b.archive) || a.name.localeCompare(b.name);
}

function page(
  thumbnails: readonly Thumbnail[],
  documents: readonly Indexed[],
  problems: readonly Problem[],
): Markup {
  const words = documents.reduce((sum, document) => sum + document.words, 0);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"
        />
        <title>Pictures and documents</title>
        <style>
          ${new Markup(STYLE)}
        </style>
      </head>
      <body>
        <header>
          <h1>Pictures and documents</h1>
          <p>
            ${count(thumbnails.length)} pictures, ${count(documents.length)} documents with ${count(words)}
            words, ${count(problems.length)} problems
          </p>
        </header>
        ${section(
          'Problems',
          problems.length,
          html`<ul class="problems">
            ${problems.map(problemItem)}
          </ul>`,
        )}
        ${section('Pictures', thumbnails.length, html`<div class="pictures">${thumbnails.map(figure)}</div>`)}
        ${section('Documents', documents.length, index(documents))}
      </body>
    </html> `;
}

function section(title: string, size: number, content: Markup): Markup {
  return size === 0
    ? html``
    : html`<section>
        <h2>${title} <small>${count(size)}</small></h2>
        ${content}
      </section>`;
}

function problemItem({ name, reason }: Problem): Markup {
  return html`<li><code>${name}</code> ${reason}</li> `;
}

function figure({ name, archive, width, height, bytes }: Thumbnail): Markup {
  const source = `data:image/webp;base64,${Buffer.from(bytes).toString('base64')}`;
  return html`<figure title="${name} in ${archive}">
    <div><img src="${source}" alt="" /></div>
    <figcaption>${name.split('/').at(-1)!} <small>${width} × ${height}</small></figcaption>
  </figure> `;
}

function index(documents: readonly Indexed[]): Markup {
  return html`<table>
    <thead>
      <tr>
        <th>Title</th>
        <th>Words</th>
        <th>Most frequent terms</th>
      </tr>
    </thead>
    <tbody>
      ${documents.map(row)}
    </tbody>
  </table>`;
}

function row({ title, name, archive, words, terms }: Indexed): Markup {
  const chips = terms.map(
    ({ term, count: times }) => html`<span>${term} <small>${count(times)}</small></span> `,
  );
  return html`<tr>
    <td>${title}<small>${name} in ${archive}</small></td>
    <td>${count(words)}</td>
    <td>${chips}</td>
  </tr> `;
}

function count(number: number): string {
  return number.toLocaleString('en');
}
