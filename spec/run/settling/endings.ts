import { expect } from '@jest/globals';
import { Subject } from 'rxjs';
import { filter, map, sink, split, tee, unbatch, type ErrorCode, type Queue } from '../../../lib/index.js';
import { Gate, type Ending, type Stage } from './scene.js';

const NO = new Error('no');
const fails = (): never => {
  throw NO;
};

/** Declares an open input; whatever is put into it provokes the end. */
function provokedBy(
  { pipeline }: Stage,
  code: ErrorCode,
  declare: (queue: Queue<any>) => unknown,
  item: unknown = 1,
): Provoked {
  const queue = pipeline.queue<any>();
  declare(queue);
  return { provoke: () => queue.next(item), told: failure(code) };
}

function failure(code: ErrorCode): unknown {
  return { error: expect.objectContaining({ code }) };
}

interface Provoked extends Ending {
  /** How the run settles. */
  readonly told: unknown;
}

type Provocation = (stage: Stage) => Provoked;

/** Everything that cuts a run short with an error. */
export const CUTS: Readonly<Record<string, Provocation>> = {
  'abort()': ({ pipeline }) => {
    pipeline.queue();
    return { provoke: (run) => run.abort(NO), told: { error: NO } };
  },
  'a signal': ({ pipeline }) => {
    pipeline.queue();
    const aborter = new AbortController();
    return { options: { signal: aborter.signal }, provoke: () => aborter.abort(NO), told: { error: NO } };
  },
  'a task that throws': (stage) => provokedBy(stage, 'task-failed', (queue) => sink(fails, queue)),
  'a task that rejects': (stage) =>
    provokedBy(stage, 'task-failed', (queue) => sink(() => Promise.reject(NO), queue, { concurrency: 2 })),
  'a call that takes too long': (stage) =>
    provokedBy(stage, 'task-timeout', (queue) => sink(() => new Promise(() => {}), queue, { timeout: 3 })),
  'more failures than allowed': (stage) => ({
    ...provokedBy(stage, 'too-many-failures', (queue) => sink(fails, queue, { onError: 'skip' })),
    options: { maxFailures: 0 },
  }),
  'a predicate that throws': (stage) => provokedBy(stage, 'op-failed', (queue) => filter(fails, queue)),
  'a classifier that throws': (stage) => provokedBy(stage, 'op-failed', (queue) => split(fails, queue, [1])),
  'a value that split does not know': (stage) =>
    provokedBy(stage, 'unknown-split-value', (queue) => split((n) => n, queue, [2, 3])),
  'an item that is not iterable': (stage) => provokedBy(stage, 'not-iterable', (queue) => unbatch(queue)),
  'an iterable that throws': (stage) =>
    provokedBy(stage, 'op-failed', (queue) => unbatch(queue), { [Symbol.iterator]: () => ({ next: fails }) }),
  'a subscriber that throws': (stage) =>
    provokedBy(stage, 'subscriber-failed', (queue) => map((n) => n, queue).subscribe(fails)),
  'a subscriber in between that throws': (stage) =>
    provokedBy(stage, 'subscriber-failed', (queue) => {
      tee(queue, 2);
      queue.subscribe(fails);
    }),
  'a source that throws': ({ pipeline }) => {
    const gate = new Gate();
    async function* source(): AsyncGenerator<number> {
      yield 1;
      await gate.opened;
      throw NO;
    }
    pipeline.queue({ from: source() });
    return { provoke: () => gate.open(), told: failure('source-failed') };
  },
  'an Observable that errors': ({ pipeline }) => {
    const source = new Subject<number>();
    pipeline.queue({ from: source });
    return { provoke: () => source.error(NO), told: failure('source-failed') };
  },
  'error() of an open input': ({ pipeline }) => {
    const inputs = pipeline.queue<number>();
    return { provoke: () => inputs.error(NO), told: failure('source-failed') };
  },
};

const stopped = { value: expect.objectContaining({ stopped: true }) };

/** Everything that ends the sources, and has what is in worked off. */
export const STOPS: Readonly<Record<string, Provocation>> = {
  'stop()': ({ pipeline }) => {
    pipeline.queue();
    return { provoke: (run) => void run.stop(), told: stopped };
  },
  'the end of `await using`': ({ pipeline }) => {
    pipeline.queue();
    return { provoke: (run) => void run[Symbol.asyncDispose](), told: stopped };
  },
};

/** The last reader leaves: what is in is let go of, and that is no error. */
export const LEFT: Provocation = () => ({ provoke: (_run, leave) => leave(), told: stopped });
