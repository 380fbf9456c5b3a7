import type { Indexed, Text } from './items.js';
import { isStopWord } from './stop-words.js';

/** How many of its most frequent terms a text is listed with. */
const TERMS = 6;

/** Letters, also with an apostrophe, a hyphen or digits between or behind them: "don't", "back-pressure", "utf8". */
const WORD = /\p{L}[\p{L}\p{M}\p{N}]*(?:['’-][\p{L}\p{M}\p{N}]+)*/gu;

/** Counts the words of a text, and finds its most frequent terms: those that say what it is about. */
export function indexText({ name, archive, title, text }: Text): Indexed {
  const counts = new Map<string, number>();
  let words = 0;
  for (const [word] of text.matchAll(WORD)) {
    words++;
    const term = termOf(word);
    if (!isStopWord(term)) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  const terms = [...counts]
    .map(([term, count]) => ({ term, count }))
    .toSorted((a, b) => b.count - a.count || (a.term < b.term ? -1 : 1))
    .slice(0, TERMS);
  return { kind: 'indexed', name, archive, title, words, terms };
}

/** "Node’s", "NODE" and "node" are one term. */
function termOf(word: string): string {
  return word.toLowerCase().replace('’', "'").replace(/'s$/, '');
}
