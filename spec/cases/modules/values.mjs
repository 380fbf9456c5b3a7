const kept = { seen: [] };

/** How many have left their mark in what this item has in common with others. */
export function tally({ n, common }) {
  common.seen.push(n);
  return common.seen.length;
}

/** The same object each time. */
export const constant = () => kept;

export const objects = (megabytes) =>
  Array.from({ length: Math.round((megabytes * 2 ** 20) / 72) }, (_, i) => ({ i, x: i / 3, y: null }));
