import { Observable } from 'rxjs';
import { isThenable } from '../executors/attempt.js';
import { opFailed } from '../errors.js';
import type { Channel, Producer } from './channel.js';
import type { Site } from './stage.js';
import { TimedCalls } from './timed-calls.js';

/** What comes through a channel, as the Observable that an RxJS operator is put on. */
export function flowOf<T>(channel: Channel<T>): Observable<T> {
  return new Observable((subscriber) => channel.passTo(subscriber));
}

/** Lets an op's inputs know when there is no room behind it: the op itself holds nothing back. */
export function passDemand({ inputs, outputs, meter, scheduler }: Site): void {
  let holds = 0;
  const producer: Producer = {
    hold() {
      if (holds++ === 0) meter.turn(scheduler.time, 'blocked');
      for (const input of inputs) input.hold();
    },
    release() {
      if (--holds === 0) meter.turn(scheduler.time, 'starved');
      for (const input of inputs) input.release();
    },
    ended() {
      if (outputs.every((output) => output.isEnded)) meter.turn(scheduler.time, 'done');
    },
  };
  for (const output of outputs) output.filledBy(producer);
  for (const input of inputs) {
    input.hasBehind((wanted, asked) =>
      Math.min(
        ...outputs.map((output) => (asked.has(output) ? wanted : output.roomFor(wanted, asked.add(output)))),
      ),
    );
  }
}

/** Calls a user's function on an item; what it throws names the op, the item and the cause. */
export function guarded<T, R>(site: Site, fn: (item: T) => R): (item: T) => R {
  const { label, account, meter, scheduler, inputs } = site;
  const calls = new TimedCalls(meter, scheduler, () => inputs[0]!.entered);
  return (item) => {
    const isTimed = !calls.isIdle && calls.begins();
    try {
      const answer = fn(item);
      if (typeof answer !== 'object' || !isThenable(answer)) return answer;
      Promise.resolve(answer).catch(() => {}); // what becomes of it tells nothing more
      throw new TypeError('it gave a promise: it must be synchronous');
    } catch (error) {
      account.failed++;
      throw opFailed(label, item, error);
    } finally {
      if (isTimed) calls.ended();
    }
  };
}

/** A node's label: the op, and the function it was given. */
export function labelOf(op: string, fn: (...args: any[]) => unknown): string {
  return `${op}(${fn.name || 'anonymous'})`;
}
