// One side of one question, in a process of its own: so its peak memory is its own, and so is its compiled code.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { Outcome, Question, Work } from './question.js';

/** What the child is asked. */
export interface Request {
  readonly size: number;
  /** Watch the event loop during this run; its time doesn't count. */
  readonly isWatched: boolean;
}

/** What it answers: first that it is ready, then one for each request. */
export type Reply =
  | { readonly kind: 'ready'; readonly rss: number }
  | { readonly kind: 'run'; readonly ms: number; readonly outcome: Outcome; readonly rss: number }
  | { readonly kind: 'watched'; readonly held: number }
  | { readonly kind: 'failed'; readonly error: string };

const KILOBYTE = 1024;
/** Milliseconds between two looks at the event loop. */
const LOOK = 1;
/** Milliseconds of rest before and after a run that is watched. */
const SETTLE = 20;

const [name, index] = process.argv.slice(2);

/** The most memory the process has had, in bytes. */
function peakRss(): number {
  return process.resourceUsage().maxRSS * KILOBYTE;
}

async function once(work: Work, size: number): Promise<{ ms: number; outcome: Outcome }> {
  const begun = performance.now();
  const outcome = await work(size);
  return { outcome, ms: outcome.ms ?? performance.now() - begun };
}

/** Runs once, and tells the longest time, in milliseconds, that the event loop was held. */
async function watched(work: Work, size: number): Promise<{ held: number }> {
  const histogram = monitorEventLoopDelay({ resolution: LOOK });
  histogram.enable();
  await pause(SETTLE);
  await work(size);
  await pause(SETTLE); // a hold up to the very end is seen only when the loop turns again
  histogram.disable();
  return { held: Math.max(0, histogram.max / 1e6 - LOOK) };
}

async function answer(work: Work, { size, isWatched }: Request): Promise<Reply> {
  globalThis.gc!();
  if (isWatched) return { kind: 'watched', ...(await watched(work, size)) };
  return { kind: 'run', ...(await once(work, size)), rss: peakRss() };
}

function reply(message: Reply): void {
  process.send!(message);
}

function fail(error: unknown): void {
  reply({ kind: 'failed', error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}

async function main(): Promise<void> {
  const { question } = (await import(`../${name}.js`)) as { question: Question };
  const work = await question.sides[Number(index)]!.load();
  process.on('message', (request: Request) => void answer(work, request).then(reply, fail));
  process.on('disconnect', () => process.exit()); // pools of other libraries stay open until then
  reply({ kind: 'ready', rss: peakRss() });
}

main().catch(fail);
