import { QUIET, type RunLoad } from '../load.js';

/**
 * Of a run that doesn't go on: the `put`s that wait for room. They may wait for their own caller: a crawler's call
 * that awaits its own way back.
 */
export function waitingPuts({ nodes, quiet, isOver }: RunLoad): string[] {
  if (isOver || quiet < QUIET) return [];
  return nodes
    .filter(({ standing, puts }) => standing === 'blocked' && puts > 0)
    .map(({ report, puts }) => {
      const waits = puts === 1 ? '1 put() waits' : `${puts} calls of put() wait`;
      return `queue "${report.label}" is full, and ${waits} for room: what awaits that, and is to make the room, waits for itself (next() does not wait)`;
    });
}
