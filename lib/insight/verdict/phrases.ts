import { nameOf, neighbours, percent, type NodeLoad, type RunLoad } from '../load.js';
import type { Verdict } from '../snapshot.js';

/** A neighbour that waits for less than this share of its time says nothing. */
export const TELLING = 0.3;

/** What the nodes next to it suffer. */
export function around({ before, after }: NodeLoad, { nodes }: RunLoad): string[] {
  const blocked = neighbours(nodes, 'after', before)
    .filter(({ report }) => report.blocked >= TELLING)
    .map((node) => `${nameOf(node)} is blocked ${percent(node.report.blocked)} of the time`);
  const starved = neighbours(nodes, 'before', after)
    .filter(({ report }) => report.starved >= TELLING)
    .map((node) => `${nameOf(node)} is starved`);
  const words = [...blocked, ...starved].join(', ');
  return words === '' ? [] : [words];
}

/** A time as a sentence has it. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

export function limits({ report }: NodeLoad, parts: readonly string[]): Verdict {
  return { bottleneck: report.id, sentence: `bottleneck: ${parts.join('; ')}` };
}
