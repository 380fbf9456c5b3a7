import { inLine } from '../../preview.js';
import {
  fullOnes,
  isStarting,
  nameOf,
  neighbours,
  percent,
  QUIET,
  type NodeLoad,
  type QueueLoad,
  type RunLoad,
} from '../load.js';
import { waitingPuts } from './puts.js';
import { seconds } from './phrases.js';
import type { Verdict } from '../snapshot.js';

/** A run in words: a line for each node, what it all waits for, and the verdict. */
export function explain(run: RunLoad, verdict: Verdict): string {
  const nodes = run.nodes.map((node) => `${nameOf(node)}: ${now(node, run)}; ${sofar(node)}`);
  const roots = run.isOver ? [] : rootsOf(run);
  const waits = run.quiet < QUIET ? 'what it waits for now' : 'it all waits for this';
  const stall = roots.length === 0 ? [] : [`${waits}: ${roots.join('; ')}`];
  const rate = run.quiet === Infinity ? [] : [verdict.sentence]; // there is none any more
  return [...nodes, ...stall, ...rate].map(inLine).join('\n');
}

function sofar({ report }: NodeLoad): string {
  const { busy, blocked, starved, in: taken, out, failed, skipped } = report;
  const lost = failed + skipped === 0 ? '' : `, ${failed + skipped} failed`;
  return `${percent(busy)} busy, ${percent(blocked)} blocked, ${percent(starved)} starved; ${taken} in, ${out} out${lost}`;
}

function now(node: NodeLoad, run: RunLoad): string {
  const { standing, report, place, before, after, fed } = node;
  if (standing === 'done') return 'done';
  if (run.isOver) return 'cut short';
  if (report.active > 0)
    return `${calls(report.active)} of at most ${report.concurrency} under way${sinceWhen(run)}`;
  if (standing === 'working') return 'waits for its next item';
  if (isStarting(node)) return 'waits for its workers to start';
  if (standing === 'ready') return place === 'inline' || !place ? 'at work' : 'waits for a worker';
  if (standing === 'resting') return resting(node);
  if (standing === 'blocked') return `held up by ${heldBy(after, run)}${waiting(node)}`;
  if (fed === 'by hand') return 'open, waits for what feeds it';
  if (fed === 'by an Observable') return 'waits for its Observable';
  return `waits for items from ${list(neighbours(run.nodes, 'after', before).map(nameOf))}`;
}

function sinceWhen({ quiet }: RunLoad): string {
  return quiet < QUIET || quiet === Infinity ? '' : `, none has ended for ${seconds(quiet)}`;
}

function waiting({ puts }: NodeLoad): string {
  if (!puts) return '';
  return puts === 1 ? ', 1 put() waits for room' : `, ${puts} calls of put() wait for room`;
}

function resting({ retries }: NodeLoad): string {
  if (retries === 0) return 'waits for a result that those after it must not overtake';
  return `waits for the time of ${retries === 1 ? 'another attempt' : `${retries} attempts`}`;
}

function heldBy(after: readonly string[], run: RunLoad): string {
  const who = fullOnes(after, run).flatMap(({ report }) => {
    const readers = neighbours(run.nodes, 'before', [report.id]);
    return readers.length > 0 ? readers.map(nameOf) : [`what reads queue "${report.name}"`];
  });
  return list(who);
}

/**
 * What a run that doesn't go on waits for: from each end that isn't reached, a blocked node waits for
 * those after it, a starved one for those before it, and the first that waits for no other is the cause.
 */
export function rootsOf(run: RunLoad): string[] {
  const roots = new Set<string>();
  const seen = new Set<NodeLoad>();
  for (const queue of run.queues) {
    if (queue.isEnded && queue.unread > 0) roots.add(idle(queue, run));
  }
  const ends = run.nodes.filter(
    ({ after }) =>
      after.length === 0 || after.some((id) => neighbours(run.nodes, 'before', [id]).length === 0),
  );
  const line = ends.filter(({ standing }) => standing !== 'done');
  for (let node = line.shift(); node !== undefined; node = line.shift()) {
    if (seen.has(node)) continue;
    seen.add(node);
    const cause = causeOf(node, run, roots);
    if (typeof cause === 'string') roots.add(cause);
    else line.push(...cause.filter(({ standing }) => standing !== 'done'));
  }
  return [...roots, ...waitingPuts(run)];
}

/** Why a node doesn't go on, or which others it waits for. */
function causeOf(node: NodeLoad, run: RunLoad, roots: Set<string>): string | NodeLoad[] {
  const { standing, report, before, after, fed, place } = node;
  if (report.active > 0)
    return `${calls(report.active)} of ${report.label} ${report.active === 1 ? 'is' : 'are'} not answered${place === 'inline' ? '' : ' by a worker'}`;
  if (standing === 'blocked') {
    return fullOnes(after, run).flatMap((queue) => {
      const readers = neighbours(run.nodes, 'before', [queue.report.id]);
      if (readers.length === 0) roots.add(idle(queue, run));
      return readers;
    });
  }
  if (isStarting(node)) return `the workers of ${nameOf(node)} have not started yet`;
  if (standing === 'ready') return `${nameOf(node)} waits for its turn`;
  if (standing === 'resting') return `${nameOf(node)} ${resting(node)}`;
  if (fed === 'by hand') return `queue "${report.label}" was never closed (end it with close())`;
  if (fed === 'by an Observable') return `the Observable of queue "${report.label}" has not completed`;
  if (fed === 'by pulling') return `the source of queue "${report.label}" has not answered`;
  return neighbours(run.nodes, 'after', before);
}

function idle({ report }: QueueLoad, { quiet }: RunLoad): string {
  const what = quiet < QUIET ? 'has enough to read' : 'has stopped reading';
  return `what reads queue "${report.name}" ${what}`;
}

function calls(count: number): string {
  return count === 1 ? '1 call' : `${count} calls`;
}

function list(words: readonly string[]): string {
  return words.length === 0 ? 'nobody' : words.join(' and ');
}
