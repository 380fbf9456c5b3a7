/** Colours of sides, in their order: ours first. All of them can be told apart on white and on black. */
const COLOURS = ['#e8590c', '#1c7ed6', '#2f9e44', '#ae3ec9', '#868e96', '#0c8599', '#e64980', '#a47551'];

export const WIDTH = 760;

/** Light and dark, as the reader's system has it. */
const STYLE = `
  text { font: 13px system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif; fill: #1f2328; }
  .title { font-size: 15px; font-weight: 600; }
  .small { font-size: 12px; fill: #59636e; }
  .ours { font-weight: 600; }
  .grid { stroke: #d1d9e0; stroke-width: 1; }
  .bar { stroke: #59636e; stroke-width: 1.5; stroke-dasharray: 5 4; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .small { fill: #9198a1; }
    .grid { stroke: #3d444d; }
    .bar { stroke: #9198a1; }
  }`;

type Attributes = Readonly<Record<string, string | number>>;

export function colour(index: number): string {
  return COLOURS[index % COLOURS.length]!;
}

export function element(name: string, attributes: Attributes, content = ''): string {
  const words = Object.entries(attributes).map(([key, value]) => ` ${key}="${rounded(value)}"`);
  return content === '' ? `<${name}${words.join('')}/>` : `<${name}${words.join('')}>${content}</${name}>`;
}

export function text(x: number, y: number, content: string, attributes: Attributes = {}): string {
  return element('text', { x, y, ...attributes }, escape(content));
}

/** A whole picture; `title` is also what a screen reader says. */
export function picture(title: string, height: number, parts: readonly string[]): string {
  const attributes = `xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img"`;
  const lines = [element('title', {}, escape(title)), `<style>${STYLE}\n</style>`, ...parts];
  return `<svg ${attributes}>\n${lines.join('\n')}\n</svg>\n`;
}

function rounded(value: string | number): string {
  return typeof value === 'number' ? String(Math.round(value * 10) / 10) : value;
}

function escape(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
