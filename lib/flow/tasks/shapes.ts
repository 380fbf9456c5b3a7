import { Latency } from '../../insight/latency.js';
import { Meter } from '../../insight/meter.js';
import { Channel } from '../channel/channel.js';
import { systemClock } from '../../clock.js';
import { Dispatcher } from './dispatcher.js';
import { Scheduler } from '../../loop/scheduler.js';
import { Slot } from './slot.js';
import { Account } from '../account.js';
import type { Site } from '../stage.js';
import { TimedCalls } from '../../loop/timed-calls.js';

const nothing = (): void => {};

function site(): Site {
  const scheduler = new Scheduler(systemClock, nothing, nothing);
  const channel = (): Channel<unknown> => {
    const made = new Channel<unknown>();
    made.join(scheduler, nothing);
    return made;
  };
  return {
    id: '',
    label: '',
    inputs: [channel()],
    outputs: [channel()],
    account: new Account(),
    meter: new Meter(),
    latency: new Latency(),
    scheduler,
    signal: new AbortController().signal,
    poolOf: () => undefined as never, // nothing runs here
    inline: (fn) => fn,
    tolerate: nothing,
    fail: nothing,
  };
}

function dispatcher(): Dispatcher<unknown, unknown> {
  const dispatch = { concurrency: 1, ordered: false, context: false, timeout: undefined } as const;
  const retry = { count: 0, delay: 0, backoff: 'fixed', maxDelay: 0, jitter: 0 } as const;
  return new Dispatcher((item) => item, { ...dispatch, retry, onError: 'fail' }, site());
}

let shapes: readonly object[] | undefined;

/**
 * Keeps one object of each kind that items meet on their way. When the last object of a kind is collected, V8
 * forgets its shape, and with it the code that was compiled for it: a run that began after a collection took
 * more than twice as long for each item, and longer with every run.
 */
export function keepShapes(): void {
  shapes ??= [
    dispatcher(),
    new Slot(undefined, 0, { landed: nothing, missed: nothing }),
    new TimedCalls(new Meter(), new Scheduler(systemClock, nothing, nothing), () => 0),
  ];
}
