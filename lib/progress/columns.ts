/** Places that a text takes on a terminal, about: wide characters of East Asia and emoji take two. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 2 : /\p{M}/u.test(character) ? 0 : 1;
  return width;
}

const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u;

/** Text in columns as wide as they must be: words flush left, numbers flush right. */
export function columns(
  rows: readonly (readonly string[])[],
  isWords: (column: number) => boolean,
): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => widthOf(row[i]!))));
  const cell = (text: string, i: number): string => {
    const blank = ' '.repeat(widths[i]! - widthOf(text));
    return isWords(i) ? text + blank : blank + text;
  };
  return rows.map((row) => row.map(cell).join('  ').trimEnd());
}
