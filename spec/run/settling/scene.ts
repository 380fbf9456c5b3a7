import type { Pipeline, Queue, Run, RunOptions } from '../../../lib/index.js';
import { begin } from '../../../lib/run/run.js';
import { nextTurn } from '../../properties/pace.js';
import { TurnClock } from '../../properties/turn-clock.js';

/** Something to wait for, and how to end the waiting. */
export class Gate {
  open!: () => void;
  readonly opened = new Promise<void>((resolve) => {
    this.open = resolve;
  });
}

/** What a scene is made on. */
export interface Stage {
  readonly pipeline: Pipeline;
  /** Slow work waits here. It is opened when a run that works off what is in is being ended, else after the end. */
  readonly gate: Gate;
}

/** Something that waits when a run ends. */
export interface Waiting {
  /** Outputs that somebody reads now and then. */
  readonly outputs?: readonly Queue<any>[];
  /** Waits for what can only be waited for during the run. */
  readonly begun?: () => void;
  /** Looks, after the end, whether all has settled. `isCut`: what was in was not worked off. */
  readonly check: (isCut: boolean) => Promise<void> | void;
}

/** Some way for a run to end. */
export interface Ending {
  readonly options?: RunOptions;
  /** Ends the run, when everything is under way. */
  readonly provoke: (run: Run, leave: () => void) => void;
}

/** How a run has ended. */
export type End = { readonly report: { readonly stopped: boolean } } | { readonly error: unknown };

/** Turns of the event loop: everything that is going to happen has happened. */
export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await nextTurn();
}

/** Turns in which all has ended: a source has two seconds to close, which take as many turns as milliseconds. */
const ALL_ENDED = 2_050;

/** How a promise has settled; 'pending' if it has not. */
export function fate(promise: Promise<unknown>): Promise<unknown> {
  return Promise.race([
    promise.then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    ),
    turns(ALL_ENDED).then(() => 'pending'),
  ]);
}

/** Plays a scene to its end. Returns how the run has ended, and how many timers are left. */
export async function play(
  { pipeline, gate }: Stage,
  { begun, check, outputs = [] }: Waiting,
  { options, provoke }: Ending,
  isCut: boolean,
): Promise<{ end: unknown; timers: number }> {
  const clock = new TurnClock();
  const run = begin(pipeline.graph, false, options, clock);
  const ended = run.then((report) => report);
  ended.catch(() => {}); // some are over before they are provoked
  const readers = outputs.map((output) => output[Symbol.asyncIterator]());
  begun?.();
  await turns(4);
  provoke(run, () => readers.forEach((reader) => void reader.return!()));
  if (!isCut) {
    gate.open();
    readers.forEach((reader) => void readAll(reader));
  }
  const end = await fate(ended);
  const timers = clock.pending;
  gate.open();
  await check(isCut);
  return { end, timers };
}

async function readAll(reader: AsyncIterator<unknown>): Promise<void> {
  while (!(await reader.next()).done);
}
