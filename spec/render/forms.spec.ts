import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DirectedGraph } from 'graphology';
import { map, Pipeline, queue, render, shutdown, split, task, toMermaid, toSvg } from '../../lib/index.js';

const isEven = (n: number): boolean => n % 2 === 0;

/** numbers -> Split(isEven) -> (true) work; (false) "odd" */
function splitting(): Pipeline {
  const pipeline = new Pipeline({ name: 'splitting' });
  const [even, odd] = split(isEven, pipeline.queue({ name: 'numbers', from: [1, 2] }));
  odd.named('odd');
  const failures = pipeline.queue<any>({ name: 'failures' });
  map(
    task((n: number) => n, { name: 'work', concurrency: 2, onError: failures }),
    even,
    { name: 'worked' },
  );
  return pipeline;
}

describe('toMermaid', () => {
  it('is a flowchart of nodes, edges and their looks', () => {
    expect(splitting().toMermaid()).toBe(
      [
        'flowchart LR',
        '  n0["numbers"]:::queue',
        '  n1["Split(isEven)"]:::op',
        '  n2["odd"]:::queue',
        '  n3["failures"]:::queue',
        '  n4["work<br/>× 2"]:::task',
        '  n5["worked"]:::queue',
        '  n0 --> n1',
        '  n1 -->|"true"| n4',
        '  n1 -->|"false"| n2',
        '  n4 -.-> n3',
        '  n4 --> n5',
        '  classDef queue fill:none,stroke:none',
        '  classDef task fill:#fff,stroke:#000,color:#000',
        '  classDef op fill:#d3d3d3,stroke:#d3d3d3,color:#000',
        '  linkStyle 3 stroke:#b2182b,color:#b2182b',
        '',
      ].join('\n'),
    );
  });

  it('escapes what Mermaid, Markdown or HTML would read something into', () => {
    const pipeline = new Pipeline();
    pipeline.queue({ name: 'a "b" <c> #1; `d` *e*\n[f]|g\\h' });
    pipeline.queue({ name: '1. first' });
    pipeline.queue({ name: '' });
    const labels = [...pipeline.toMermaid().matchAll(/\["(.*)"\]/g)].map(([, label]) => label!);
    for (const label of labels) expect(label.replaceAll(/#\d+;|<br\/>/g, '')).toMatch(/^[\w ]+$/);
    const plain = labels.map((label) =>
      label
        .replaceAll('<br/>', '\n')
        .replaceAll(/#(\d+);/g, (_all, code) => String.fromCodePoint(Number(code))),
    );
    expect(plain).toEqual(['a "b" <c> #1; `d` *e*\n[f]|g\\h', '1. first', ' ']);
  });

  it('shows a load', async () => {
    const pipeline = splitting();
    const run = pipeline.run();
    await run;
    const text = pipeline.toMermaid({ snapshot: run.snapshot(), direction: 'TB' });
    expect(text).toMatch(/^flowchart TB$/m);
    expect(text).toMatch(/n4\["work<br\/>× 2<br\/>\d+ % · .+\/s"\]:::task/);
    expect(text).toMatch(/^ {2}style n4 fill:#[0-9a-f]{6},color:(?:black|white)$/m);
    expect(text).toMatch(/^ {2}linkStyle 0 stroke-width:6px$/m);
  });

  it('draws the default pipeline', async () => {
    queue({ name: 'alone' });
    expect(toMermaid()).toContain('n0["alone"]:::queue');
    await shutdown();
  });
});

describe('toSvg', () => {
  it('is a document of its own', async () => {
    const svg = await splitting().toSvg();
    expect(svg).toMatch(/^<\?xml version="1.0" encoding="UTF-8"/);
    expect(svg.trimEnd().endsWith('</svg>')).toBe(true);
    expect(svg).toContain('font-family="Arial, Helvetica, Liberation Sans, Arimo, sans-serif"');
  });

  it('draws the default pipeline', async () => {
    queue({ name: 'alone' });
    expect(await toSvg()).toContain('>alone</text>');
    await shutdown();
  });

  it('rejects with what is wrong with its options', async () => {
    const drawing = splitting().toSvg({ queues: 'some' as never });
    await expect(drawing).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringMatching(/^toSvg: expected `queues`/),
    });
  });
});

describe('JSON.stringify of a pipeline', () => {
  it('is its graph, as graphology imports it', () => {
    const { graph } = splitting();
    const copy = DirectedGraph.from(JSON.parse(JSON.stringify(splitting())));
    expect(copy.nodes()).toEqual(graph.nodes());
    expect(copy.mapEdges((_edge, _attributes, from, to) => [from, to])).toEqual(
      graph.mapEdges((_edge, _attributes, from, to) => [from, to]),
    );
    expect(copy.getAttributes()).toEqual({ name: 'splitting' });
    expect(copy.getNodeAttributes('queue-1')).toEqual({
      kind: 'queue',
      label: 'numbers',
      isAnonymous: false,
      capacity: 64,
    });
    expect(copy.findNode((_id, { label }) => label === 'work')).toBeDefined();
    expect(copy.filterEdges((_edge, { kind }) => kind === 'failure')).toHaveLength(1);
    expect(copy.filterEdges((_edge, { value }) => value === false)).toHaveLength(1);
  });
});

describe('render', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'skorche-render-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each([
    ['picture.svg', /^<\?xml/],
    ['picture.SVG', /^<\?xml/],
    ['picture.dot', /^digraph "splitting" \{/],
    ['picture.gv', /^digraph "splitting" \{/],
    ['picture.mmd', /^flowchart LR/],
    ['picture.json', /^\{\n {2}"attributes"/],
  ])('writes %s in the form of its extension', async (name, form) => {
    const path = join(folder, name);
    await splitting().render(path);
    expect(await readFile(path, 'utf8')).toMatch(form);
    await splitting().render(pathToFileURL(path), { queues: 'all' });
    expect(await readFile(path, 'utf8')).toMatch(form);
  });

  it('writes a load into JSON, and only what its root leads to', async () => {
    const pipeline = splitting();
    const run = pipeline.run();
    await run;
    const path = join(folder, 'load.json');
    const { queue: odd } = pipeline.graph.getNodeAttributes('queue-4') as any;
    await pipeline.render(path, { snapshot: run.snapshot(), root: odd });
    const { nodes } = JSON.parse(await readFile(path, 'utf8'));
    expect(nodes).toEqual([
      {
        key: 'queue-4',
        attributes: expect.objectContaining({ label: 'odd', load: expect.objectContaining({ in: 1 }) }),
      },
    ]);
  });

  it('renders the default pipeline', async () => {
    queue({ name: 'alone' });
    await render(join(folder, 'default.dot'));
    expect(await readFile(join(folder, 'default.dot'), 'utf8')).toContain('"alone"');
    await shutdown();
  });

  it.each(['picture.png', 'picture', '', new URL('https://example.org/picture.svg'), undefined])(
    'refuses %p, naming the extensions there are',
    async (file) => {
      await expect(splitting().render(file as string)).rejects.toMatchObject({
        code: 'invalid-argument',
        message: expect.stringContaining('one of .svg, .dot, .gv, .mmd, .json'),
      });
    },
  );

  it('rejects when the file cannot be written', async () => {
    await expect(splitting().render(join(folder, 'nowhere', 'picture.dot'))).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });

  it('refuses wrong options whatever the extension', async () => {
    await expect(splitting().render(join(folder, 'a.json'), { root: 1 as never })).rejects.toMatchObject({
      code: 'invalid-argument',
    });
  });
});
