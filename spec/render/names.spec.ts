import { describe, expect, it } from '@jest/globals';
import { parse } from 'node-html-parser';
import { map, Pipeline, type Snapshot } from '../../lib/index.js';
import { readBack } from './read-back.js';

const NAMES = [
  'plain',
  '"quoted"',
  'ends in a quote"',
  String.raw`back\slash`,
  String.raw`ends in a backslash` + '\\',
  String.raw`\"`,
  String.raw`\N \G \n \l`,
  '<b>bold</b>',
  '<unclosed',
  '&amp; &lt; R&D &#65;',
  'semi;colon [brackets] {braces} | pipes',
  'node',
  '42',
  '-->',
  '日本語',
  'العربية',
  'עברית',
  'हिन्दी',
  'e\u0301 🤷🏽‍♀️',
  '',
];

/** numbers -> (task) -> results, with `name` for the queue and the task. */
function named(name: string): Pipeline {
  const pipeline = new Pipeline({ name });
  const same = Object.defineProperty((n: number) => n, 'name', { value: name });
  map(same, pipeline.queue({ name, from: [1] }), { name: 'results' });
  return pipeline;
}

/** What stands in an SVG, line by line. */
function textsOf(svg: string): string[] {
  return parse(svg)
    .querySelectorAll('text')
    .map((text) => text.text.replaceAll('\u00A0', ' '));
}

const idle: Snapshot = { at: 0, nodes: [], queues: [], verdict: { sentence: '' } };

describe('a name in a picture', () => {
  it.each(NAMES)('%j stands in the SVG as it is', async (name) => {
    const texts = textsOf(await named(name).toSvg());
    expect(texts.filter((text) => text === name)).toHaveLength(name === '' ? 0 : 2);
  });

  it.each(NAMES)('%j stands in the SVG of a load as it is', async (name) => {
    const texts = textsOf(await named(name).toSvg({ snapshot: idle }));
    expect(texts.join('').slice(0, name.length + 3)).toBe(`${name}0/s`);
  });

  it.each(['"quoted"', '<b>bold</b>', '<unclosed', '日本語', 'R&D', '-->'])(
    '%j is a label in DOT as it is',
    (name) => {
      expect(readBack(named(name).toDot()).nodes[0]).toMatchObject({ label: name });
    },
  );

  it('has a line for each of its lines', async () => {
    const texts = textsOf(await named('two\r\nlines\nthree').toSvg());
    expect(texts.slice(0, 3)).toEqual(['two', 'lines', 'three']);
  });

  it.each(['\nb', '\n', '\n\n', 'a\n\nb', '\r\nb', 'b\n'])('may have empty lines: %j', async (name) => {
    const pipeline = new Pipeline({ name });
    const same = Object.defineProperty((n: number) => n, 'name', { value: name });
    map(same, map(same, pipeline.queue({ name, from: [1] }), { name }), { name });
    const words = name.split(/\s+/).filter((line) => line !== '');
    for (const options of [{}, { queues: 'all' }, { snapshot: idle }] as const) {
      const texts = textsOf(await pipeline.toSvg(options));
      expect(texts.filter((text) => /[ab]/.test(text)).slice(0, words.length)).toEqual(words);
    }
  });

  it('loses what no XML document can hold', async () => {
    expect(textsOf(await named('a\u0000b\u001Bc\uFFFEd').toSvg())[0]).toBe('a\uFFFDb\uFFFDc\uFFFDd');
  });
});
