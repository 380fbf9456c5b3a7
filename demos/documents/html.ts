/** HTML that is safe to show: made by {@link html} only, or by who knows what they do. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Value = string | number | Markup | readonly Value[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * A template tag: every value in it is escaped, but for markup made with it before.
 *
 * @example
 * html`<p title="${'"'}">${'1 < 2'}</p>`.text; // => '<p title="&quot;">1 &lt; 2</p>'
 */
export function html(literals: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(literals.reduce((text, literal, i) => text + render(values[i - 1] ?? '') + literal));
}

function render(value: Value): string {
  if (value instanceof Markup) return value.text;
  if (typeof value === 'object') return value.map(render).join('');
  return String(value).replaceAll(/[&<>"']/g, (character) => ENTITIES[character]!);
}
