import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { createNoopMeter } from '@opentelemetry/api';
import { describe, expect, it } from '@jest/globals';
import { instrumentsOf } from '../lib/otel/instruments.js';
import { ROOMS } from './rooms.js';

/** What the documents say of the code that no example shows, and where their links lead. */
const root = resolve(import.meta.dirname, '..');
const documents = [
  ...readdirSync(root).filter((file) => file.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
];

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** A document without its code. */
function prose(file: string): string {
  return read(file).replaceAll(/^```[^]*?^```$/gm, '');
}

/** The anchors that GitHub gives to the headings of a document. */
function anchorsOf(file: string): string[] {
  const headings = [...prose(file).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading!);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Links to other documents, pictures and headings. */
function linksOf(file: string): { readonly to: string; readonly anchor: string | undefined }[] {
  return [...prose(file).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)].map(([, path, anchor]) => ({
    to: path === '' ? file : relative(root, resolve(root, dirname(file), path!)),
    anchor,
  }));
}

/** The words in code of a table's first column. */
function firstColumn(file: string, heading: string): string[] {
  const table = new RegExp(`^\\| ${heading} +\\|.*\\n\\|[- |]+\\n((?:\\|.*\\n)+)`, 'm').exec(read(file));
  const cells = (table?.[1] ?? '').split('\n').map((row) => row.split('|')[1] ?? '');
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word!));
}

/** The members of a union of words. */
function unionOf(file: string, name: string): string[] {
  const [, members = ''] = new RegExp(`export type ${name} =([^;]+);`).exec(read(file)) ?? [];
  return [...members.matchAll(/'([^']+)'/g)].map(([, word]) => word!);
}

/** The members of an interface, sorted. */
function membersOf(file: string, name: string): string[] {
  const [, body = ''] = new RegExp(`export interface ${name}\\b[^{]*{([^]*?)^}`, 'm').exec(read(file)) ?? [];
  return [...body.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, member]) => member!).toSorted();
}

describe.each(documents)('%s', (file) => {
  it('leads somewhere with every link', () => {
    const lost = linksOf(file).filter(
      ({ to, anchor }) =>
        !existsSync(join(root, to)) || (anchor !== undefined && !anchorsOf(to).includes(anchor)),
    );
    expect(lost).toEqual([]);
  });
});

describe('the documents', () => {
  it('can all be reached from the readme', () => {
    const reached = new Set(['README.md']);
    for (const file of reached) for (const { to } of linksOf(file)) if (to.endsWith('.md')) reached.add(to);
    expect([...reached].toSorted()).toEqual(documents.toSorted());
  });

  it('have every room of the house', () => {
    expect(firstColumn('docs/architecture.md', 'room').toSorted()).toEqual(ROOMS.flat().toSorted());
  });

  it('tell every error code', () => {
    const told = firstColumn('docs/guide/failures.md', 'code');
    expect(told.toSorted()).toEqual(unionOf('lib/errors.ts', 'ErrorCode').toSorted());
  });

  it('tell everything that a check finds', () => {
    const told = firstColumn('docs/guide/pipelines.md', 'code');
    expect(told.toSorted()).toEqual(unionOf('lib/graph/check.ts', 'FindingCode').toSorted());
  });

  it('tell every instrument, with its unit', () => {
    const made: string[] = [];
    const meter = new Proxy(createNoopMeter(), {
      get:
        () =>
        (name: string, { unit }: { unit: string }) =>
          made.push(`${name} ${unit}`),
    });
    instrumentsOf(meter);
    const rows = [...read('docs/guide/metrics.md').matchAll(/^\| `(skorche\.\S+)` +\|[^|]+\| `(\S+)` +\|/gm)];
    expect(rows.map(([, name, unit]) => `${name} ${unit}`).toSorted()).toEqual(made.toSorted());
  });

  it('tell every option of a task and of a picture', () => {
    const ofTasks = membersOf('lib/task-options.ts', 'TaskOptions');
    expect(firstColumn('docs/guide/tasks.md', 'option').toSorted()).toEqual(ofTasks);
    const ofPictures = membersOf('lib/render/options.ts', 'RenderOptions');
    expect(firstColumn('docs/guide/pictures.md', 'option').toSorted()).toEqual(ofPictures);
  });

  it('tell every number of a report', () => {
    const ofNodes = membersOf('lib/insight/snapshot.ts', 'NodeReport');
    expect(firstColumn('docs/guide/watching.md', 'of a node').toSorted()).toEqual(ofNodes);
    const ofSteps = membersOf('lib/insight/trace/item-trace.ts', 'TraceStep');
    expect(firstColumn('docs/guide/metrics.md', 'of a step').toSorted()).toEqual(ofSteps);
    const ofQueues = membersOf('lib/insight/snapshot.ts', 'QueueReport');
    expect(firstColumn('docs/guide/watching.md', 'of a queue').toSorted()).toEqual(ofQueues);
  });
});
