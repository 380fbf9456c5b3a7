import { inspect, stripVTControlCharacters } from 'node:util';

/** A value as a message shows it: short, on one line. */
export function preview(value: unknown): string {
  try {
    return shorten(
      inspect(excerpt(value, 2), { depth: 1, breakLength: Infinity, maxArrayLength: 4, maxStringLength: 80 }),
    );
  } catch {
    return `something (${typeof value}) that can't be shown`;
  }
}

/** Fields of an object, and elements of an array: more than a preview has room for. */
const MOST_PARTS = 24;

/** The value, or what has few of its parts where it has many: `inspect` looks at all of them. */
function excerpt(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || inspect.custom in value) return value;
  if (!Array.isArray(value) && Object.prototype.toString.call(value) !== '[object Object]') return value;
  const keys = Array.isArray(value) ? [...value.slice(0, MOST_PARTS).keys()] : Object.keys(value);
  const parts = keys.slice(0, MOST_PARTS).map((key) => {
    const part = Object.getOwnPropertyDescriptor(value, key) ?? { value: undefined };
    const inner: unknown = depth > 0 && 'value' in part ? excerpt(part.value, depth - 1) : part.value;
    return { key, part, inner };
  });
  if (keys.length <= MOST_PARTS && parts.every(({ part, inner }) => Object.is(inner, part.value)))
    return value;
  const few: object = Array.isArray(value)
    ? []
    : Object.create(Object.getPrototypeOf(value) as object | null);
  for (const { key, part, inner } of parts)
    Object.defineProperty(few, key, 'value' in part ? { ...part, value: inner } : part);
  return few;
}

function shorten(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

const STEERING = /[\p{Cc}\p{Cf}]/gu;

/** What could steer a terminal is taken out of names and messages; line ends and tabs stay. */
export function printable(text: string): string {
  if (text.search(STEERING) === -1) return text;
  return stripVTControlCharacters(text).replaceAll(
    STEERING,
    (character) => ('\n\t\u00AD\u200C\u200D'.includes(character) ? character : '\uFFFD'), // scripts and emoji need the joiners
  );
}

/** A name, or a sentence with names in it, in one line. */
export function inLine(text: string): string {
  return printable(text).replaceAll(/\s+/g, ' ');
}
